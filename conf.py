"""Settings of this project's own documentation: ``sphinx-build -c . source build/html``."""

from __future__ import annotations

import sys
from pathlib import Path

import kindsphinx

sys.path.insert(0, str(Path(__file__).parent / "source/_ext"))

project = "kindsphinx"
author = "the kindsphinx developers"
copyright = "2026, the kindsphinx developers"
release = kindsphinx.__version__
version = ".".join(release.split(".")[:2])

extensions = ["kindsphinx", "sphinx_copybutton", "config_fields"]
# the examples are shown by the manual, and built one by one by the tests
exclude_patterns = ["examples/**"]
nitpicky = True
highlight_language = "none"

# the copy button takes the commands behind the prompts, and neither prompts nor output
copybutton_prompt_text = r"\$ |> "
copybutton_prompt_is_regexp = True
copybutton_only_copy_prompt_lines = True
copybutton_line_continuation_character = "\\"
copybutton_here_doc_delimiter = "EOF"

html_theme = "furo"
html_title = f"kindsphinx {release}"
html_static_path = ["source/_static"]
html_css_files = ["manual.css"]

man_pages = [("index", "kindsphinx", "Kubernetes guides that stay true", [author], 1)]

# kind prints emoji, and pages may have Chinese: XeTeX takes both from other fonts, where they are installed
# (Debian: texlive-xetex texlive-latex-extra latexmk fonts-freefont-otf fonts-symbola fonts-noto-cjk)
latex_engine = "xelatex"
latex_use_xindy = False
latex_elements = {
    "papersize": "a4paper",
    "extraclassoptions": "openany,oneside",
    # a hundred columns, which most outputs are within
    "sphinxsetup": "hmargin=2cm, vmargin=2.5cm",
    "fvset": r"\fvset{fontsize=\footnotesize}",
    "printindex": r"\footnotesize\raggedright\printindex",
    "preamble": r"""
\makeatletter
\newcommand\otherfont[2]{\IfFontExistsTF{#2}{\newfontfamily#1{#2}}{\let#1\relax}}
\otherfont\emojifont{Symbola}
\otherfont\cjkfont{Noto Sans CJK SC}
\XeTeXinterchartokenstate=1
\XeTeXlinebreaklocale "zh"
\XeTeXlinebreakskip=0pt plus 0.1pt
\newcommand\switchfont[2]{%
  \XeTeXinterchartoks 0 #1={\begingroup#2}\XeTeXinterchartoks #1 0={\endgroup}%
  \XeTeXinterchartoks \e@alloc@intercharclass@top #1={\begingroup#2}%
  \XeTeXinterchartoks #1 \e@alloc@intercharclass@top={\endgroup}}
\newcommand\rangeclass[3]{\@tempcnta=#1\relax
  \loop\XeTeXcharclass\@tempcnta=#3\advance\@tempcnta by 1 \ifnum\@tempcnta<#2\repeat}
\newXeTeXintercharclass\emojiclass
\newXeTeXintercharclass\cjkclass
\switchfont\emojiclass\emojifont
\switchfont\cjkclass\cjkfont
\rangeclass{"2300}{"2400}\emojiclass
\rangeclass{"2600}{"2700}\emojiclass
\rangeclass{"2713}{"2719}\emojiclass
\rangeclass{"1F300}{"1FB00}\emojiclass
\rangeclass{"3000}{"3040}\cjkclass
\rangeclass{"4E00}{"A000}\cjkclass
\rangeclass{"FF00}{"FFF0}\cjkclass
% the emoji's variation selector has no shape of its own
\catcode"FE0F=9
% the name of a test or a setting may go on in the next line of its cell
\let\wholeunderscore\_
\renewcommand\_{\wholeunderscore\allowbreak}
% a narrow cell has no gaps between its words
\let\@@vwid@minipagerestore\raggedright
\makeatother
""",
}

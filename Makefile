# `make help` lists what can be made. Any other name is taken for a Sphinx builder: `make xml`.
# The first command makes .venv and installs into it: Python 3.11 or later is all that is needed.
# Kept to what GNU make 3.81 knows, which is the make of macOS.

# Yours to set on the command line: make html SPHINXOPTS='-W -n', make doctest PAGES='guide/*'
PYTHON     ?=
SPHINXOPTS ?=
O          ?=
PAGES      ?=
TESTOPTS   ?=

VENV      := .venv
INSTALLED := $(VENV)/installed
# as modules: a script of a .venv names its interpreter by a path, which may be too long, or moved
RUN       := $(VENV)/bin/python -m

SOURCEDIR := source
BUILDDIR  := build
OPTIONS    = $(SPHINXOPTS) $(O)
sphinx     = $(RUN) sphinx -M $(1) $(SOURCEDIR) $(BUILDDIR) -c .
PYTEST    := $(RUN) pytest
# as many processes as there are cores; TESTOPTS=-n0 for one, as a debugger needs it
PARALLEL  := -n auto

comma := ,
empty :=
space := $(empty) $(empty)
# in single quotes, with those of the text itself escaped
quoted = '$(subst ','\'',$(1))'
ONLY   = $(if $(strip $(PAGES)),-D $(call quoted,kind_pages=$(subst $(space),$(comma),$(strip $(PAGES)))))

# the first of these that runs and is new enough
PYTHONS = $(if $(PYTHON),$(call quoted,$(PYTHON)),python3.13 python3.12 python3.11 python3 python3.14 python)

.NOTPARALLEL:

.PHONY: help html doctest record test live check lint oldest bench corpus linkcheck text man epub latexpdf clean

help: ## this list
	@echo 'make TARGET [SPHINXOPTS=...] [PAGES=...] [TESTOPTS=...] [PYTHON=...]'
	@echo
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | \
	  while IFS='|' read -r target what; do printf '  %-10s %s\n' "$$target" "$$what"; done
	@echo
	@echo 'Any other name is a Sphinx builder: make xml, make dirhtml, ...'

html: $(INSTALLED) ## the documentation as web pages, from the recordings: build/html/index.html
	$(call sphinx,$@) $(OPTIONS)

doctest: $(INSTALLED) ## run the pages on real clusters and compare; PAGES='guide/*' limits it
	$(call sphinx,$@) -D kind_execute=on $(ONLY) $(OPTIONS)

record: $(INSTALLED) ## run the pages on real clusters and record them anew; PAGES='guide/*' limits it
	$(call sphinx,doctest) -D kind_execute=on -D kind_record=all $(ONLY) $(OPTIONS)

test: $(INSTALLED) ## the tests that need no engine; TESTOPTS goes to pytest
	$(PYTEST) $(PARALLEL) $(TESTOPTS)

live: $(INSTALLED) ## the tests on real clusters: needs an engine, kind and kubectl
	$(PYTEST) -m live $(TESTOPTS)

check: lint ## the gate: format, lint, types, tests with coverage, documentation without a warning
	$(PYTEST) $(PARALLEL) --cov --cov-report=term $(TESTOPTS)
	$(RUN) sphinx -M html $(SOURCEDIR) $(BUILDDIR)/check -c . -E -W -n

lint: $(INSTALLED) ## format, lint and types only
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) mypy

oldest: ## the tests with the oldest Sphinx that is supported, in .venv-oldest
	$(MAKE) test VENV=.venv-oldest WITH='sphinx==8.2.*'

bench: $(INSTALLED) ## measure, each time beside what it is compared with
	$(PYTEST) -m bench -s $(TESTOPTS)

corpus: ## take the real outputs anew that comparing is tested on: needs an engine, kind and kubectl
	tests/drift/corpus/take.sh

linkcheck: $(INSTALLED) ## follow the links of the documentation
	$(call sphinx,$@) $(OPTIONS)

text: $(INSTALLED) ## the documentation as plain text: build/text
	$(call sphinx,$@) $(OPTIONS)

man: $(INSTALLED) ## the documentation as a manual page: build/man
	$(call sphinx,$@) $(OPTIONS)

epub: $(INSTALLED) ## the documentation as an electronic book: build/epub
	$(call sphinx,$@) $(OPTIONS)

latexpdf: $(INSTALLED) ## the documentation as a PDF: build/latex; needs xelatex
	$(call sphinx,$@) $(OPTIONS)

clean: ## remove build, keep .venv
	rm -rf $(BUILDDIR)

# Once, and again when the dependencies change. Dependency groups need pip 25.1.
$(INSTALLED): pyproject.toml
	@found=; for python in $(PYTHONS); do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo 'Python 3.11 or later is needed and was not found: install it, or say make PYTHON=/path/to/python3' >&2; exit 1; \
	fi; \
	echo "$$found -m venv $(VENV)"; \
	"$$found" -m venv $(VENV) || { \
	  echo 'venv is missing: install it (Debian and Ubuntu: apt install python3-venv), then try again' >&2; exit 1; \
	}
	$(RUN) pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(RUN) pip install --quiet --editable '.[record]' --group docs --group test --group lint $(WITH)
	@touch $@

# These are files; without a rule of their own the next one would take them for builders.
Makefile pyproject.toml: ;

%: $(INSTALLED) FORCE
	$(call sphinx,$@) $(OPTIONS)

.PHONY: FORCE
FORCE: ;

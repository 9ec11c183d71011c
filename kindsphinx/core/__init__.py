"""What kindsphinx does, without Sphinx, docutils, Docker or pytest: the standard library and YAML only.

How the data flows:

1. An adapter turns a page into a ``Scenario``: its blocks in order (:mod:`.blocks`), each command read from
   a transcript (:mod:`.transcript`), each cluster configuration checked (:mod:`.cluster_config`).
2. Every command gets a fingerprint from the page's sources (:mod:`.fingerprint`), and the page's recording is
   read from its file (:mod:`.store`, :mod:`.recording`).
3. Fingerprints against recording: each block is fresh, stale or missing (:mod:`.freshness`).
4. A page that is rendered shows what its recording says (:mod:`.showing`).
5. A page that is run has a plan (:mod:`.page_plan`): to compare with its recording, or to take a new one.
6. :func:`.scenario.run_scenario` opens a runtime (:mod:`.ports`) and runs the blocks in order
   (:mod:`.steps`), each command until it is right or its time is over (:mod:`.tries`).
7. What a command prints is made fit to store (:mod:`.transcript_text`), judged (:mod:`.judging`) by comparing
   (:mod:`.normalize`, :mod:`.expectation`, :mod:`.diff`), and taken (:mod:`.taking`).
8. When the page has completed and its clusters are gone, the take replaces the recording if it says anything
   new.
9. The entrances get outcomes (:mod:`.outcome`), and are told of what happens meanwhile (:mod:`.progress`).
"""

from __future__ import annotations

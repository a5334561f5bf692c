"""Names of formats and fields, which are written in Latin letters in every language."""

from __future__ import annotations

import re

FORMATS = re.compile(
    r"7-Zip|HTML|JSONL?|Office|OpenDocument|PDF|Parquet|PostScript|RAR|RTF|UTF-8|WARC|Word|XML"
    r"|bzip2|gzip|\btar\b|\bxz\b|\bzip\b|zstd|«(?:text|html|title|outlet|byline|published)»"
)

"""What a capture is: shapes, units, names of flags and columns, and the version of it all.

Python and the scripts in the page (`javascript.constants`) both take it from here; docs/capture.md is written from it.
"""

from auditor.capture.schema.document import DocumentCapture as DocumentCapture
from auditor.capture.schema.page import PageCapture as PageCapture
from auditor.capture.schema.page import ViewCapture as ViewCapture
from auditor.capture.schema.table import NodeFlag as NodeFlag
from auditor.capture.schema.table import NodeKind as NodeKind

CAPTURE_FORMAT = 5  # of stored captures; earlier ones are brought up to it by `upgrade`

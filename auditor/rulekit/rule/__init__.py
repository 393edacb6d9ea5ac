"""What a rule is: its metadata, its verdicts, the standards it cites."""

from auditor.rulekit.rule.metadata import Rule as Rule
from auditor.rulekit.rule.standards import threshold as threshold
from auditor.rulekit.rule.verdict import INAPPLICABLE as INAPPLICABLE
from auditor.rulekit.rule.verdict import Evidence as Evidence
from auditor.rulekit.rule.verdict import Verdict as Verdict
from auditor.rulekit.rule.verdict import cant_tell as cant_tell
from auditor.rulekit.rule.verdict import failed as failed
from auditor.rulekit.rule.verdict import passed as passed

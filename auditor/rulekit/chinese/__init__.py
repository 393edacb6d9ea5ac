"""What Chinese public-service sites print and build: contacts, personal data, captchas, floating windows."""

from auditor.rulekit.chinese.captcha import captcha_field as captcha_field
from auditor.rulekit.chinese.captcha import captcha_images as captcha_images
from auditor.rulekit.chinese.captcha import captcha_puzzles as captcha_puzzles
from auditor.rulekit.chinese.contacts import ADDRESS as ADDRESS
from auditor.rulekit.chinese.contacts import AGENT as AGENT
from auditor.rulekit.chinese.contacts import HOURS as HOURS
from auditor.rulekit.chinese.contacts import PHONE as PHONE
from auditor.rulekit.chinese.contacts import PLACE as PLACE
from auditor.rulekit.chinese.contacts import has_hours as has_hours
from auditor.rulekit.chinese.contacts import has_phone as has_phone
from auditor.rulekit.chinese.contacts import has_place as has_place
from auditor.rulekit.chinese.contacts import whole_text as whole_text
from auditor.rulekit.chinese.floating_windows import close_controls as close_controls
from auditor.rulekit.chinese.floating_windows import floating_windows as floating_windows
from auditor.rulekit.chinese.input_purposes import input_purpose as input_purpose
from auditor.rulekit.chinese.input_purposes import whose_data as whose_data
from auditor.rulekit.chinese.personal_data import SENSITIVE as SENSITIVE
from auditor.rulekit.chinese.personal_data import Field as Field
from auditor.rulekit.chinese.personal_data import consent_boxes as consent_boxes
from auditor.rulekit.chinese.personal_data import field_words as field_words
from auditor.rulekit.chinese.personal_data import personal_field as personal_field
from auditor.rulekit.chinese.personal_data import personal_fields as personal_fields
from auditor.rulekit.chinese.personal_data import personal_forms as personal_forms

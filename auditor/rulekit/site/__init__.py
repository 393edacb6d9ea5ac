"""All of a site's pages together: their facts, linked files, hosts."""

from auditor.rulekit.site.hosts import is_local as is_local
from auditor.rulekit.site.hosts import is_run_abroad as is_run_abroad
from auditor.rulekit.site.hosts import registrable as registrable
from auditor.rulekit.site.hosts import same_owner as same_owner
from auditor.rulekit.site.hosts import third_party_hosts as third_party_hosts
from auditor.rulekit.site.linked_documents import LinkedPdf as LinkedPdf
from auditor.rulekit.site.linked_documents import linked_pdfs as linked_pdfs
from auditor.rulekit.site.linked_documents import pdf_links as pdf_links
from auditor.rulekit.site.linked_documents import unread_pdfs as unread_pdfs
from auditor.rulekit.site.pages import MissingPage as MissingPage
from auditor.rulekit.site.pages import SitePage as SitePage
from auditor.rulekit.site.pages import SiteVerdict as SiteVerdict
from auditor.rulekit.site.pages import SiteView as SiteView
from auditor.rulekit.site.pages import refer as refer

"""Who may do what to pictures and files: Wagtail's rule of collections and uploaders, for our models.

The same rule as Wagtail's own `permission_policy` objects, which 7.4 keeps in modules and 8.0 in a registry that
is empty while apps are loading: built here, it is there on both.
"""

from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import Image as WagtailImage
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from cms.media.models import Document, Image

image_policy = CollectionOwnershipPermissionPolicy(Image, auth_model=WagtailImage, owner_field_name="uploaded_by_user")
document_policy = CollectionOwnershipPermissionPolicy(
    Document, auth_model=WagtailDocument, owner_field_name="uploaded_by_user"
)

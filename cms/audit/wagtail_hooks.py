from wagtail import hooks

from cms.audit.admin import AuditViewSet


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def register_audit_log() -> AuditViewSet:
    return AuditViewSet("audit", url_prefix="audit")

"""The login of the admin, before Wagtail's own: its names lead here, its forms are nowhere reachable."""

from allauth.account import views as account_views
from allauth.mfa.base import views as factor_views
from allauth.mfa.webauthn import views as key_views
from django.urls import path, re_path
from django.views.generic import RedirectView

from cms.accounts import views

_KEY = "account/second-factor/keys/<int:pk>/"

urlpatterns = [
    path("login/", views.LoginView.as_view(), name="account_login"),
    path("login/second-factor/", factor_views.authenticate, name="mfa_authenticate"),
    path("login/passkey/", key_views.login_webauthn, name="mfa_login_webauthn"),
    path("logout/", account_views.logout, name="account_logout"),
    path("password_reset/", account_views.password_reset, name="account_reset_password"),
    path("password_reset/sent/", account_views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password_reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password_reset/changed/",
        account_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # Nothing of Wagtail's own reset is left over.
    re_path(r"^password_reset/.", RedirectView.as_view(pattern_name="account_reset_password")),
    path("account/inactive/", account_views.account_inactive, name="account_inactive"),
    path("account/confirm/", account_views.reauthenticate, name="account_reauthenticate"),
    path("account/confirm/second-factor/", factor_views.reauthenticate, name="mfa_reauthenticate"),
    path("account/confirm/key/", key_views.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/password/", account_views.password_change, name="account_change_password"),
    path(
        "account/password/set/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
    path("account/email/", views.AddressView.as_view(), name="account_change_email"),
    path("account/session/", views.session_state, name="account_session"),
    path("account/sessions/", views.SessionsView.as_view(), name="usersessions_list"),
    path("account/second-factor/", views.FactorsView.as_view(), name="mfa_index"),
    path("account/second-factor/app/", views.ActivateAppView.as_view(), name="mfa_activate_totp"),
    path("account/second-factor/app/remove/", views.DeactivateAppView.as_view(), name="mfa_deactivate_totp"),
    path("account/second-factor/codes/", views.RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
    path("account/second-factor/codes/new/", views.GenerateCodesView.as_view(), name="mfa_generate_recovery_codes"),
    path("account/second-factor/keys/", views.KeysView.as_view(), name="mfa_list_webauthn"),
    path("account/second-factor/keys/add/", views.AddKeyView.as_view(), name="mfa_add_webauthn"),
    path(f"{_KEY}name/", views.EditKeyView.as_view(), name="mfa_edit_webauthn"),
    path(f"{_KEY}remove/", views.RemoveKeyView.as_view(), name="mfa_remove_webauthn"),
]

"""The login and a person's own account: allauth's views, held to our rules."""

from typing import Any

from allauth.account import views as account_views
from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as factor_views
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as key_views
from allauth.usersessions import views as session_views
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from cms.accounts.actions import update_user
from cms.accounts.forms import AddressForm
from cms.accounts.models import User
from cms.accounts.second_factor import Missing, may_manage_factors, missing_in, record_enrolment

_NEXT_KEY = "account_next"


class LoginView(account_views.LoginView):
    """The one way in."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever is logged in and may do nothing is told so; sending them on would send them back."""
        if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
            return render(request, "accounts/no_access.html", status=403)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class ProvenMixin(LoginRequiredMixin):
    """Only who has shown the second factor, or has none yet, manages factors."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to the second factor first."""
        if request.user.is_authenticated and not may_manage_factors(request, request.user):
            return redirect(f"{reverse('mfa_reauthenticate')}?next={request.path}")
        if request.GET.get("next"):
            request.session[_NEXT_KEY] = request.GET["next"]
        return super().dispatch(request, *args, **kwargs)


class FactorsView(ProvenMixin, factor_views.IndexView):
    """What a person has, and what is still asked of them."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = missing_in(self.request, self.request.user, at=timezone.now())
        return {**super().get_context_data(**kwargs), "is_missing": missing is Missing.FACTOR}


class ActivateAppView(ProvenMixin, totp_views.ActivateTOTPView):
    """An authenticator app, enrolled by a code it has made."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_enrolment(self.request, self.request.user, (Authenticator.Type.TOTP,))
        return response


class DeactivateAppView(ProvenMixin, totp_views.DeactivateTOTPView):
    """Taking the app away."""


class AddKeyView(ProvenMixin, key_views.AddWebAuthnView):
    """A passkey or security key, enrolled by what it signed."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_enrolment(self.request, self.request.user, (Authenticator.Type.WEBAUTHN,))
        return response


class KeysView(ProvenMixin, key_views.ListWebAuthnView):
    """The keys of a person."""


class EditKeyView(ProvenMixin, key_views.EditWebAuthnView):
    """Another name for a key."""


class RemoveKeyView(ProvenMixin, key_views.RemoveWebAuthnView):
    """Taking a key away."""


class RecoveryCodesView(ProvenMixin, code_views.ViewRecoveryCodesView):
    """The codes, once; then the way on to where the person wanted to go."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """“I have printed them”: go on."""
        wanted = request.session.pop(_NEXT_KEY, "")
        adapter = get_adapter(request)
        return HttpResponseRedirect(wanted if wanted and adapter.is_safe_url(wanted) else reverse("wagtailadmin_home"))


class GenerateCodesView(ProvenMixin, code_views.GenerateRecoveryCodesView):
    """New codes; the old ones end."""


@method_decorator(never_cache, name="dispatch")
class SessionsView(session_views.ListUserSessionsView):
    """Where a person is logged in, and the end of it elsewhere."""


@never_cache
@require_safe
def session_state(request: HttpRequest) -> JsonResponse:
    """Whose session this is, and the token its forms need: asked by the editor before it sends a text."""
    if request.user.is_anonymous:
        return JsonResponse({"detail": _("The session has ended.")}, status=401)
    return JsonResponse({"username": request.user.username, "csrf": get_token(request)})


@method_decorator(login_required, name="dispatch")
@method_decorator(reauthentication_required(app="allauth.account"), name="dispatch")
class AddressView(FormView[AddressForm]):
    """Another e-mail address: only after showing again who one is; the old address is told."""

    template_name = "accounts/address.html"
    form_class = AddressForm
    success_url = reverse_lazy("account_change_email")

    def get_initial(self) -> dict[str, Any]:
        return {"email": self.request.user.email}  # type: ignore[union-attr]  # nobody is anonymous here

    def form_valid(self, form: AddressForm) -> HttpResponse:
        person = User.objects.get(pk=self.request.user.pk or 0)
        before, after = person.email, form.cleaned_data["email"]
        if before != after:
            update_user(user=person, email=after, by=person, at=timezone.now())
            adapter = get_adapter(self.request)
            for address in filter(None, (before, after)):
                adapter.send_notification_mail("accounts/email/address_changed", person, email=address)
            messages.success(self.request, _("The address has been changed."))
        return super().form_valid(form)

"""Logging in: allauth with a second factor, axes against guessing, and how long a session lasts (docs/accounts.md)."""

from datetime import timedelta

from cms.settings.env import env

# Whether heads of department, the editorial board, finance, administrators and superusers need a second factor.
# On in production and in its tests; off in the demo, whose accounts have a password only.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)

AUTHENTICATION_BACKENDS = ["cms.accounts.backends.LockOutBackend", "cms.accounts.backends.AccountBackend"]
LOGIN_URL = "/admin/login/"
LOGIN_REDIRECT_URL = "/admin/"
LOGOUT_REDIRECT_URL = "/admin/login/"

# Wagtail's own password forms are switched off: there is one login, one reset and one change of a password.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

ACCOUNT_ADAPTER = "cms.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]  # nobody signs up: the adapter is closed
ACCOUNT_EMAIL_VERIFICATION = "none"  # the office types the address in; it is not a way in
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to whoever somebody types in
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser, and after SESSION_COOKIE_AGE at the latest
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_FORMS = {"login": "cms.accounts.forms.LoginForm"}
# Of one address, and of one account from anywhere; axes counts by both (below).
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "40/m/ip,25/15m/key", "reset_password": "10/m/ip,3/m/key"}
# Mail leaves after the answer: how long it takes says nothing of whether an account has that address.
ACCOUNT_MAIL_IN_BACKGROUND = env.bool("ACCOUNT_MAIL_IN_BACKGROUND", default=True)

MFA_ADAPTER = "cms.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODE_DIGITS = 10
MFA_TOTP_ISSUER = "Cổng"
MFA_TOTP_TOLERANCE = 1
MFA_TRUST_ENABLED = False  # no browser is trusted to skip the second factor
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {"add_webauthn": "cms.accounts.forms.AddKeyForm"}

AXES_FAILURE_LIMIT = env.int("LOGIN_FAILURE_LIMIT", default=5)
AXES_COOLOFF_TIME = timedelta(minutes=env.int("LOGIN_LOCK_MINUTES", default=15))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or whoever keeps trying keeps the owner out for ever
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "cms.accounts.lockout.username_tried"
AXES_CLIENT_IP_CALLABLE = "cms.accounts.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "cms.accounts.lockout.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "password", "ip_address"]
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True  # sessions are listed by allauth, decisions by the audit log

SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=10) * 3600
PASSWORD_RESET_TIMEOUT = 24 * 3600

"""What happens in people's lives: the entry points to the catalogue, in the citizens' words and not the agencies'.

The keys are part of the import format, of addresses and of the API; labels may be reworded.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LifeEvent(models.TextChoices):
    """A closed list: an entry point that nobody fills would be a dead end."""

    BIRTH = "birth", _("Having a child")
    CHILDHOOD_STUDY = "childhood_study", _("Children and schooling")
    IDENTITY_PAPERS = "identity_papers", _("Identity papers and residence")
    TRAVEL_ABROAD = "travel_abroad", _("Travelling abroad")
    MARRIAGE = "marriage", _("Marriage and family")
    WORK = "work", _("Work and employment")
    BUSINESS = "business", _("Starting and running a business")
    HOUSING_LAND = "housing_land", _("Housing and land")
    VEHICLE = "vehicle", _("Vehicles and driving")
    HEALTH_INSURANCE = "health_insurance", _("Health and social insurance")
    FOREIGNER_IN_VIETNAM = "foreigner_in_vietnam", _("Foreigners in Viet Nam")
    OVERSEAS_VIETNAMESE = "overseas_vietnamese", _("Vietnamese living abroad")
    MILITARY = "military", _("Military service")
    RETIREMENT = "retirement", _("Retirement and social support")
    DEATH = "death", _("When someone dies")
    FOREIGN_AFFAIRS = "foreign_affairs", _("External relations of organisations")
    JUSTICE_CERTIFICATION = "justice_certification", _("Certification, justice, complaints")
    OTHER = "other", _("Other matters")

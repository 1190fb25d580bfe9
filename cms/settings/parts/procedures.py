"""The catalogue of procedures: clocks with their legal basis, how long a verification lasts (data, ADR 0133, 0134)."""

from cms.settings.env import env

# The newest table valid on the day a decision was signed counts. The agency confirms basis and numbers.
PROCEDURE_CLOCKS = [
    {
        "valid_from": "2010-10-14",
        "basis": "Nghị định 63/2010/NĐ-CP (sửa đổi bởi 48/2013, 150/2016, 92/2017), Điều 15, Điều 24",
        "post_days": {"province": 5, "ministry": 10},
        "post_days_shortened": 2,
        "sign_days_before": {"province": 5, "ministry": 20},
        "sign_days_after_shortened": 3,
        "update_days": 0,
        "update_basis": "Kế hoạch hoạt động: cập nhật ngay sau khi có sự thay đổi (R041)",
    }
]

# How long "verified on" holds, and for how many of its last days it is shown as expiring.
PROCEDURE_VERIFIED_DAYS = env.int("PROCEDURE_VERIFIED_DAYS", default=180)
PROCEDURE_VERIFIED_WARN_DAYS = env.int("PROCEDURE_VERIFIED_WARN_DAYS", default=30)
# How long a connector of processing figures may keep silent before it counts as away.
PROCEDURE_FIGURES_SECONDS = env.float("PROCEDURE_FIGURES_SECONDS", default=30.0)

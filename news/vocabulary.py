"""The genres and topics that the plans name (R129, R130), with the topics other rules ask for.

Data, not rules: both lists end in "…" in the plans, so the product never asks for one of these keys.
"""

GENRES = (
    ("tin-tuc-su-kien", "Tin tức, sự kiện", "News and events"),
    ("tin-chu-truong-chinh-sach", "Tin chủ trương, chính sách", "Policy news"),
    ("tuong-thuat", "Tường thuật", "Report"),
    ("ghi-nhanh", "Ghi nhanh", "Quick note"),
    ("mau-chuyen", "Mẩu chuyện", "Short story"),
    ("thuc-hien-phong-van", "Thực hiện phỏng vấn", "Interview conducted"),
    ("tra-loi-phong-van", "Trả lời phỏng vấn", "Interview given"),
    ("nghien-cuu-khoa-hoc", "Bài nghiên cứu khoa học", "Research article"),
    ("bai-viet-phat-bieu", "Bài viết, bài phát biểu, trả lời chất vấn", "Article, speech or answer to questions"),
    ("guong-dien-hinh", "Gương điển hình", "Role model"),
)

TOPICS = (
    ("hop-tac-hoi-nhap-quoc-te", "Hợp tác và hội nhập quốc tế", "International cooperation and integration"),
    ("ngoai-giao-kinh-te", "Ngoại giao kinh tế", "Economic diplomacy"),
    ("ngoai-giao-van-hoa", "Ngoại giao văn hóa", "Cultural diplomacy"),
    ("nguoi-viet-nam-o-nuoc-ngoai", "Người Việt Nam ở nước ngoài", "Overseas Vietnamese"),
    ("lanh-su-bao-ho-cong-dan", "Lãnh sự và bảo hộ công dân", "Consular affairs and protection of citizens"),
    ("bien-gioi-lanh-tho", "Biên giới lãnh thổ quốc gia", "National borders and territory"),
    ("le-tan-doi-ngoai", "Lễ tân đối ngoại", "Protocol"),
    ("thong-tin-doi-ngoai", "Thông tin đối ngoại", "External information"),
    ("cai-cach-hanh-chinh", "Cải cách hành chính", "Administrative reform"),
    # R030, R031, R033, R035: what the plans ask to be told apart.
    ("du-an-dau-tu-nuoc-ngoai", "Dự án đầu tư nước ngoài", "Foreign investment projects"),
    ("xuc-tien-dau-tu", "Xúc tiến, quảng bá đầu tư", "Investment promotion"),
    ("nguoi-tot-viec-tot", "Gương người tốt, việc tốt", "Good people, good deeds"),
    ("hoc-tap-theo-bac", "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
     "Studying and following Hồ Chí Minh's thought, morality and style"),
    ("hoat-dong-lanh-dao", "Hoạt động của lãnh đạo", "Activities of the leadership"),
    ("ngay-le-lon", "Kỷ niệm các ngày lễ lớn", "National days and anniversaries"),
)  # fmt: skip

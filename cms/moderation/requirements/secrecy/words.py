"""The words in which the scan reads a line: marks, and ordinary Vietnamese that sounds like one. Data, no rules."""

MAT = "mật"
LEVELS = frozenset({"tối", "toi", "tuyệt", "tuyet"})
# "Độ mật: Thường" says that something is no secret: worth a look, no mark.
NOT_SECRET = frozenset({"thường", "không", "bình"})

# bí mật, bảo mật, túi mật …: the word before makes it ordinary.
ORDINARY_AFTER = frozenset(
    {
        "bí", "bảo", "cơ", "thân", "cẩn", "trăng", "ngọt", "túi", "sỏi", "đường", "ống", "dịch", "gan", "ong", "hoa",
        "nghiêm", "chu", "tu", "huyền", "vị", "nuôi", "lấy", "rỉ", "chai", "hũ", "lít", "giọt", "như", "ruồi", "kín",
        "bánh", "nước", "cây", "ướp", "tiết", "muối", "viêm", "tắc", "ấm",
    }
)  # fmt: skip
# mật ong, mật khẩu, mật độ …: the word after does.
ORDINARY_BEFORE = frozenset(
    {
        "ong", "khẩu", "độ", "thiết", "mã", "vụ", "thám", "đàm", "thư", "hoa", "gấu", "mía", "ngọt", "ngữ", "tông",
        "giáo", "ước", "nghị", "danh", "báo", "phục", "kế", "chỉ", "hiệu", "rỉ", "rắn", "heo", "bò", "cá", "lợn",
        "lệnh", "đạo", "tập", "nhân", "dừa", "thốt", "chú", "tịch", "viện", "cật", "động",
    }
)  # fmt: skip
# "Tài liệu mật", "công văn mật": papers that bear a mark. In a running sentence a doubt, alone in a line the mark.
PAPERS = frozenset(
    {
        "tài liệu", "văn bản", "công văn", "hồ sơ", "báo cáo", "tờ trình", "kế hoạch", "quyết định", "công điện",
        "chỉ thị", "nghị quyết", "thông báo", "biên bản", "đề án", "loại", "dấu", "đóng dấu", "bản đồ",
    }
)  # fmt: skip
# Mentions that are neither paper nor mark.
MENTIONS = frozenset({"thông tin", "tin", "điện", "họp", "cuộc họp", "phiên họp", "kho", "diện", "chế độ"})
OWNERS_OF_SECRETS = frozenset({"nhà nước", "quốc gia"})
# "Luật Bảo vệ bí mật nhà nước", "công tác bảo vệ bí mật nhà nước": what every agency reports about.
PROTECTING = frozenset({"bảo vệ", "bảo đảm", "giữ gìn", "giữ"})

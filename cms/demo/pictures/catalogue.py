"""Every picture of the demo: how it is drawn, and what it shows to a reader who cannot see it."""

import io
from collections.abc import Callable
from dataclasses import dataclass

from cms.demo.pictures import abstracts, highlands, town, waters
from cms.demo.pictures.canvas import Canvas

CREDIT = "Minh họa dựng bằng máy"
CREDIT_EN = "Illustration made by a machine"
JPEG_QUALITY = 86


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture of the catalogue. `focus`: the middle of what matters, as fractions of width and height."""

    key: str
    paint: Callable[[Canvas], None]
    title_vi: str
    title_en: str
    alt_vi: str
    alt_en: str
    focus: tuple[float, float]

    def title(self, locale: str) -> str:
        """A few words, used as caption in galleries."""
        return self.title_en if locale == "en" else self.title_vi

    def alt(self, locale: str) -> str:
        """The alternative text."""
        return self.alt_en if locale == "en" else self.alt_vi


def draw(picture: Picture) -> bytes:
    """The picture as JPEG; the same bytes for the same key and Pillow."""
    canvas = Canvas(picture.key)
    picture.paint(canvas)
    out = io.BytesIO()
    canvas.finished().save(out, format="JPEG", quality=JPEG_QUALITY)
    return out.getvalue()


def _picture(
    key: str,
    paint: Callable[[Canvas], None],
    title_vi: str,
    title_en: str,
    alt_vi: str,
    alt_en: str,
    focus: tuple[float, float] = (0.5, 0.5),
) -> Picture:
    return Picture(
        key=key, paint=paint, title_vi=title_vi, title_en=title_en, alt_vi=alt_vi, alt_en=alt_en, focus=focus
    )


_ROWS = [
    _picture(
        "perfume-river-dawn", waters.river_dawn, "Bình minh trên sông", "Dawn on the river",
        "Tranh vẽ bình minh trên sông: hai con thuyền mui cong, hàng dừa bên bờ trái, núi xa dưới mặt trời nhạt.",
        "Drawing of dawn on a river: two boats with arched roofs, palms on the left bank, hills below a pale sun.",
        (0.4, 0.65),
    ),
    _picture(
        "bridge-evening", waters.bridge_evening, "Cầu sáu nhịp lúc chiều tối", "Six-span bridge at dusk",
        "Tranh vẽ cây cầu sáu nhịp vòm sáng đèn bắc qua sông lúc chiều tối, trời tím hồng in bóng xuống nước.",
        "Drawing of a lit bridge with six arches over a river at dusk, a purple and pink sky mirrored in the water.",
    ),
    _picture(
        "lantern-night", waters.lantern_night, "Đêm hoa đăng", "Night of floating lanterns",
        "Tranh vẽ hàng chục hoa đăng vàng cam trôi trên mặt sông đêm, trăng tròn ở góc phải.",
        "Drawing of dozens of orange lanterns floating on a river at night, a full moon at the upper right.",
        (0.5, 0.7),
    ),
    _picture(
        "boats-festival", waters.boats_festival, "Thuyền hội trên sông", "Festival boats",
        "Tranh vẽ năm con thuyền sơn màu khác nhau, treo cờ hội trơn, trên mặt nước xanh trước dãy đồi.",
        "Drawing of five boats in different colours with plain pennants on blue water before a line of hills.",
        (0.5, 0.7),
    ),
    _picture(
        "lagoon-nets", waters.lagoon_nets, "Vó lưới trên đầm phá", "Nets in the lagoon",
        "Tranh vẽ ba hàng cọc treo lưới trên mặt đầm phá phẳng lặng trong ánh sáng vàng nhạt.",
        "Drawing of three rows of poles with nets in a calm lagoon under pale yellow light.",
        (0.5, 0.65),
    ),
    _picture(
        "harbour-cranes", waters.harbour_cranes, "Cảng lúc sáng sớm", "The harbour in the morning",
        "Tranh vẽ ba cần cẩu cảng và các chồng thùng hàng nhiều màu trước bầu trời vàng cam.",
        "Drawing of three harbour cranes and stacks of coloured containers before an orange sky.",
        (0.5, 0.4),
    ),
    _picture(
        "coast-promenade", waters.coast_promenade, "Lối đi bộ ven biển", "The seaside walk",
        "Tranh vẽ lối đi bộ ven biển có hàng cây và ghế nghỉ, bên trái là bãi cát và biển xanh.",
        "Drawing of a seaside walk with a row of trees and benches; sand and blue sea to the left.",
        (0.6, 0.7),
    ),
    _picture(
        "beach-morning", waters.beach_morning, "Bãi biển buổi sáng", "The beach in the morning",
        "Tranh vẽ bãi cát sạch buổi sáng với ba chiếc dù đỏ, xanh, vàng và mặt trời thấp trên biển.",
        "Drawing of a clean beach in the morning with a red, a blue and a yellow parasol and a low sun over the sea.",
        (0.65, 0.65),
    ),
    _picture(
        "lighthouse-cape", waters.lighthouse_cape, "Ngọn hải đăng trên mũi đất", "Lighthouse on the cape",
        "Tranh vẽ ngọn hải đăng kẻ vạch đỏ trắng trên mũi đất, một con thuyền nhỏ ở phía trái.",
        "Drawing of a red and white lighthouse on a cape, a small boat to the left.",
        (0.72, 0.35),
    ),
    _picture(
        "mountain-layers", highlands.mountain_layers, "Lớp lớp núi xanh", "Layers of blue hills",
        "Tranh vẽ sáu lớp núi xanh nhạt dần về phía chân trời.",
        "Drawing of six layers of hills, each paler than the one before it.",
    ),
    _picture(
        "mountain-pass", highlands.mountain_pass, "Đường đèo lên biên giới", "The road to the border",
        "Tranh vẽ con đường đất uốn khúc trên sườn đồi xanh, một cột mốc sáng màu ở bên trái.",
        "Drawing of a winding dirt road on a green hillside with a pale boundary stone on the left.",
        (0.6, 0.7),
    ),
    _picture(
        "ridge-sunset", highlands.ridge_sunset, "Đoàn khảo sát lúc hoàng hôn", "The survey team at sunset",
        "Tranh vẽ sáu bóng người đi thành hàng trên sống núi, mặt trời lặn giữa trời tím cam.",
        "Drawing of six silhouettes walking in a row along a ridge, the sun setting in a purple and orange sky.",
        (0.6, 0.7),
    ),
    _picture(
        "rain-mountains", highlands.rain_mountains, "Mưa lớn vùng núi", "Heavy rain in the hills",
        "Tranh vẽ mưa xiên dày hạt trên những dãy núi xám mờ.",
        "Drawing of dense slanting rain over blurred grey hills.",
    ),
    _picture(
        "rice-fields", highlands.rice_fields, "Đồng lúa và ngôi nhà nhỏ", "Rice fields and a small house",
        "Tranh vẽ ruộng lúa xếp thành dải xanh vàng, ngôi nhà mái ngói đỏ và ba cây dừa ở xa.",
        "Drawing of rice fields in bands of green and yellow, with a red-roofed house and three palms far off.",
        (0.35, 0.55),
    ),
    _picture(
        "school-hills", highlands.school_hills, "Trường học giữa vùng đồi", "A school among hills",
        "Tranh vẽ ngôi trường một tầng mái đỏ giữa đồi xanh, con đường nhỏ dẫn tới cửa, hai bên có cây.",
        "Drawing of a one-storey school with a red roof among green hills; a path leads to the door between trees.",
        (0.5, 0.6),
    ),
    _picture(
        "tree-avenue", highlands.tree_avenue, "Hàng cây dọc lối đi", "An avenue of trees",
        "Tranh vẽ lối đi sáng màu giữa hai hàng cây xanh um chụm lại phía xa.",
        "Drawing of a pale path between two rows of leafy trees that meet in the distance.",
    ),
    _picture(
        "kites-sky", highlands.kites_sky, "Diều trên nền trời", "Kites in the sky",
        "Tranh vẽ những cánh diều nhiều màu có đuôi dài trên nền trời xanh và mây trắng.",
        "Drawing of coloured kites with long tails in a blue sky with white clouds.",
        (0.5, 0.4),
    ),
    _picture(
        "plane-clouds", highlands.plane_clouds, "Máy bay trên tầng mây", "An aeroplane above the clouds",
        "Tranh vẽ chiếc máy bay trắng bay lên phía trên tầng mây dày.",
        "Drawing of a white aeroplane climbing above a thick layer of clouds.",
        (0.5, 0.4),
    ),
    _picture(
        "citadel-gate", highlands.citadel_gate, "Cổng thành trong nắng sớm", "The citadel gate in the morning",
        "Tranh vẽ cổng thành tường gạch có ba lối vòm, phía trên là lầu hai tầng mái vàng.",
        "Drawing of a brick citadel gate with three arches and a two-storey pavilion with yellow roofs above it.",
    ),
    _picture(
        "stupa-silhouette", highlands.stupa_silhouette, "Bóng tháp lúc chiều", "A stupa in the evening",
        "Tranh vẽ bóng một ngọn tháp nhọn và bốn tháp nhỏ trước trời chiều màu cam.",
        "Drawing of a pointed stupa and four small ones in silhouette before an orange evening sky.",
    ),
    _picture(
        "meeting-room", town.meeting_room, "Phòng họp trước giờ làm việc", "A meeting room before the talks",
        "Tranh vẽ bàn họp dài với biển tên, cốc nước và lọ hoa, các ghế còn trống, cửa sổ nhìn ra đồi.",
        "Drawing of a long table with name cards, glasses and flowers, empty chairs and windows towards the hills.",
        (0.5, 0.6),
    ),
    _picture(
        "market-hall", town.market_hall, "Gian hàng trong chợ", "Stalls in the market hall",
        "Tranh vẽ ba dãy quầy hàng có mái bạt sọc nhiều màu bày trái cây trong nhà chợ.",
        "Drawing of three rows of fruit stalls with striped awnings in a market hall.",
    ),
    _picture(
        "alley-houses", town.alley_houses, "Con hẻm rực rỡ", "A colourful alley",
        "Tranh vẽ con hẻm giữa hai dãy nhà sơn nhiều màu, phía trên treo những dây đèn lồng nhỏ.",
        "Drawing of an alley between two rows of painted houses with strings of small lanterns above.",
        (0.5, 0.6),
    ),
    _picture(
        "chart-visits", town.chart_visits, "Biểu đồ đoàn vào theo tháng", "Visits by month",
        "Biểu đồ cột đôi của sáu tháng, cột năm nay cao hơn cột năm trước ở mọi tháng.",
        "Chart with pairs of bars for six months; this year's bar is higher than last year's in every month.",
    ),
    _picture(
        "chart-investment", town.chart_investment, "Hai đường tăng trưởng", "Two rising lines",
        "Biểu đồ hai đường đi lên qua bảy kỳ, đường đỏ tăng nhanh hơn đường xanh.",
        "Chart of two lines rising over seven periods, the red one faster than the green one.",
    ),
    _picture(
        "chart-files", town.chart_files, "Cơ cấu kết quả", "Shares of the results",
        "Biểu đồ vành khuyên gồm năm phần, phần lớn nhất màu xanh đậm chiếm gần một nửa.",
        "Ring chart in five parts; the largest, dark blue, is almost one half.",
    ),
    _picture(
        "abstract-waves", abstracts.waves, "Những làn sóng", "Waves",
        "Hình trừu tượng gồm nhiều đường sóng xanh và vàng trên nền xanh thẫm.",
        "Abstract picture of many wavy blue and yellow lines on dark blue.",
    ),
    _picture(
        "abstract-compass", abstracts.compass, "Mặt la bàn", "A compass",
        "Hình vẽ mặt la bàn tám cánh màu vàng trên nền xanh lục thẫm.",
        "Drawing of a yellow compass rose with eight points on dark green.",
    ),
    _picture(
        "abstract-grid", abstracts.grid, "Ô vuông nhiều màu", "Coloured squares",
        "Hình trừu tượng gồm các ô vuông nhiều màu có hình tròn và tam giác bên trong.",
        "Abstract picture of coloured squares that hold circles and triangles.",
    ),
    _picture(
        "abstract-network", abstracts.network, "Mạng lưới kết nối", "A network",
        "Hình vẽ mạng lưới các điểm sáng nối với nhau bằng đường mảnh trên nền xanh đêm.",
        "Drawing of points of light joined by thin lines on night blue.",
    ),
    _picture(
        "abstract-gift", abstracts.gift, "Hộp quà", "A gift box",
        "Hình vẽ hộp quà màu xanh thắt nơ vàng trên nền hồng cam có những chấm nhỏ.",
        "Drawing of a teal gift box with a yellow ribbon on salmon with small dots.",
    ),
    _picture(
        "abstract-dialogue", abstracts.dialogue, "Hỏi và đáp", "Question and answer",
        "Hình vẽ hai khung lời thoại, một xanh một cam, quay về phía nhau.",
        "Drawing of two speech bubbles, one blue and one orange, facing each other.",
    ),
    _picture(
        "abstract-drops", abstracts.drops, "Những giọt nước", "Drops",
        "Hình vẽ nhiều giọt nước xanh lớn nhỏ, xen vài giọt đỏ, trên nền xanh nhạt.",
        "Drawing of blue drops of many sizes, with a few red ones, on pale blue.",
    ),
]  # fmt: skip

PICTURES = {picture.key: picture for picture in _ROWS}

"""Words that carry a question and not its subject: they count little, and alone they count fully.

Only at query time: an index that left them out could not find what a text says.
"""

from collections.abc import Sequence

from search.text.syllables import agrees
from search.text.tokens import words_of

WEIGHT = 0.15
SEVERAL = "…"

# Written with their accents: what was typed with other ones is another word (`hơn` is not `hôn`).
_PHRASES = """
cần giấy tờ gì · cần những giấy tờ gì · giấy tờ gì · cần gì · gồm những gì · gồm những giấy tờ gì · hồ sơ gồm · hồ sơ gì
cần chuẩn bị gì · chuẩn bị gì · cần những gì · phải làm gì · làm gì · làm sao · làm thế nào · làm như thế nào · thế nào
như thế nào · ra sao · cách làm · cách thức · hướng dẫn · quy trình · trình tự · thủ tục · thủ tục hành chính
ở đâu · chỗ nào · nơi nào · tại đâu · đến đâu · đi đâu · nộp ở đâu · làm ở đâu · cơ quan nào · ai làm
bao lâu · mất bao lâu · trong bao lâu · hết bao lâu · mấy ngày · bao nhiêu ngày · khi nào · bao giờ · lúc nào
bao nhiêu · bao nhiêu tiền · hết bao nhiêu · hết bao nhiêu tiền · mất bao nhiêu · mất bao nhiêu tiền · giá bao nhiêu
tốn bao nhiêu · lệ phí bao nhiêu · là gì · có được không · được không · có phải · có cần · có thể · thì sao · phải không
tôi muốn · em muốn · mình muốn · cho tôi hỏi · cho em hỏi · cho hỏi · xin hỏi · muốn hỏi · nhờ tư vấn · giúp tôi
làm ơn · xin chào · mất mấy ngày · thời gian bao lâu · chi phí bao nhiêu · ở chỗ nào · liên hệ ở đâu · online được không
cần mang theo gì · mang theo gì · mang giấy gì · mang giấy tờ gì · cần giấy gì · giấy gì · làm giấy tờ gì · kiểu gì
báo cho ai · phải báo cho ai · báo ai · hỏi ai · gặp ai · nộp cho ai · bắt đầu từ đâu · hay chưa · hay không · được chưa
có sao không · có bị phạt không · mất tiền không · tốn tiền không · bao nhiêu một tháng · mấy bữa · mấy hôm · bao lâu có
hôm qua · hôm nay · hôm trước · tuần trước · tuần sau · tháng trước · tháng sau · năm ngoái · năm nay · bây giờ
hiện nay · mới đây · lúc trước · anh chị · mọi người · các bác · cảm ơn · xin cảm ơn · muốn biết · không biết
mần răng · làm răng · mần chi · làm chi · để làm chi · giấy chi · giấy tờ chi · ở mô · đi mô · chỗ mô
răng hè · răng rứa · chi rứa · nhiêu tiền · bi nhiêu · bao nhiêu vậy · chừng nào · bữa nào · hồi nào · hồi hôm · bữa ni
nộp ở mô · khi mô · hôm ni · bây chừ · chừng mô · ra răng · làm sao chừ
"""
_WORDS = """
tôi em mình chị bạn chúng ta tớ cháu bác ạ à ơi nhé vậy thế này kia đó đây ấy
muốn cần phải nên hãy xin nhờ giúp hỏi biết đang đã sẽ vừa rồi
của và với cùng hoặc hay thì mà là các những một mọi mỗi cái chiếc
ở tại trong đến theo về để cho do bởi vì nếu khi như
tui mún hổng hông hem dzậy zậy rứa nhiêu nha nghen hén giùm dùm dạ coi kêu bây chừ
lm lmj lsao đc dc ko hok hong khum j z vs ak mk mik cx rùi
gì nào đâu sao ai mấy không có được bị đi làm lên ra
the a an of to in for on at by with and or is are do does did can could i my me we our you your it
how what where when which who why much many long need want get get apply please from about
"""


def stop_words(folded: Sequence[str], exact: Sequence[str]) -> list[str]:
    """For each word what it is when it only asks, in exact form, and "" when it tells; `several` in a phrase.

    One word typed without accents may be another (`ngoai` is ngoài, and ngoại): the caller decides by its
    neighbours. A phrase is certain.
    """
    found = [""] * len(folded)
    for start in range(len(folded)):
        for phrase_folded, phrase_exact in _BY_FIRST.get(folded[start], ()):
            end = start + len(phrase_folded)
            if tuple(folded[start:end]) == phrase_folded and all(map(agrees, exact[start:end], phrase_exact)):
                if len(phrase_folded) > 1:
                    found[start:end] = [SEVERAL] * len(phrase_folded)
                elif found[start] != SEVERAL:
                    found[start] = phrase_exact[0]
    return found


def _table() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    phrases = [phrase for line in _PHRASES.split("\n") for phrase in line.split("·")] + _WORDS.split()
    for phrase in phrases:
        folded, exact = words_of(phrase)
        if folded:
            table.setdefault(folded[0], []).append((tuple(folded), tuple(exact)))
    return table


_BY_FIRST = _table()

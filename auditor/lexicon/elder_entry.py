"""What sites write on the entry to their version for older people; the tool's own list, from sites as they are."""

from __future__ import annotations

# A regular expression of the whole text without spaces, in what Python and JavaScript have in common.
ELDER_ENTRY = (
    r"(?:(?:网站|切换到?|切换至|进入|打开|开启|点击|点击打开|点击进入)*)"
    r"(?:长者(?:助手|版|模式|专区|服务|通道)|长辈(?:版|模式|专区)|关怀(?:版|模式|专区)|关爱(?:版|模式)"
    r"|敬老(?:版|模式)|老年(?:版|模式|人专区|人服务)|适老(?:化|化版|化模式|版|模式|服务|专区)"
    r"|(?:爱心|亲情|大字)(?:版|模式)|老人(?:版|模式))"
)

"""Three small sites for the benchmark: a service portal in Chinese with landmarks, an old site of tables and plain
divs, and an English application of framework components. Every element that a rule may find carries `data-truth`."""

from __future__ import annotations

PORTAL = """<html lang="zh-CN"><body>
<header><a href="/" data-truth="logo"><img src="/static/logo.png" alt="市政府" data-truth="logoimg"></a>
<nav aria-label="主导航"><ul><li><a href="/zw">政务公开</a></li><li><a href="/bs">办事服务</a></li>
<li><a href="/hd" data-ratio="2.9" data-truth="nav3">互动交流</a></li></ul></nav>
<form action="/search"><input name="q" type="text" data-truth="search"><button>搜索</button></form></header>
<main><h1>首页</h1>
<div class="banner" id="lunbo"><img src="/upload/2026/banner1.jpg" data-truth="ban1"><img src="/upload/2026/banner2.jpg" data-truth="ban2"></div>
<div class="news"><h2>要闻动态</h2><ul class="list">
<li><a href="/n/101">全市召开优化营商环境工作会议</a><span class="d" data-ratio="2.3" data-truth="date1">11-20</span></li>
<li><a href="/n/102">新建社区卫生服务中心今起开诊</a><span class="d" data-ratio="2.3" data-truth="date2">11-19</span></li>
<li><a href="/n/103">冬季供暖服务热线开通公告</a><span class="d" data-ratio="2.3" data-truth="date3">11-18</span></li>
<li><a href="/n/104">城市书房延长开放时间的通知</a><span class="d" data-ratio="2.3" data-truth="date4">11-17</span></li></ul>
<a class="more" href="/news" data-ratio="3.1" data-truth="more1">更多</a></div>
<div class="notice"><h2>通知公告</h2><p data-ratio="3.5" data-truth="tip">办理时请携带身份证原件</p>
<a class="more" href="/notice" data-ratio="3.1" data-truth="more2">更多</a></div></main>
<aside><h2>便民服务</h2><a href="/sb" data-truth="svc1l"><img src="/icons/shebao.png" data-truth="svc1"></a>
<a href="/gjj" data-truth="svc2l"><img src="/icons/gongjijin.png" data-truth="svc2"></a></aside>
<footer><p data-ratio="4.0" data-truth="foot">主办：市政府办公室 沪ICP备12345号</p><a href="/dzjg" data-truth="dzjg"><img src="/static/jiguan.png" data-truth="dzjgi"></a></footer>
</body></html>"""

OLD = """<html><body><div class="top"><img src="images/top_01.gif" data-truth="top1"><img src="images/top_02.gif" data-truth="top2"></div>
<table class="layout"><tr><td class="left"><b>栏目导航</b><div><a href="list.asp?id=1">机构设置</a></div><div><a href="list.asp?id=2">政策法规</a></div>
<div><a href="list.asp?id=3" data-ratio="2.5" data-truth="law">下载中心</a></div><img src="images/left_ad.jpg" data-truth="ad"></td>
<td class="mid"><b>工作动态</b><div><img src="images/dot.gif" data-truth="dot1"><a href="show.asp?id=11">关于开展安全检查的通知</a></div>
<div><img src="images/dot.gif" data-truth="dot2"><a href="show.asp?id=12">干部任前公示</a></div>
<div><img src="images/dot.gif" data-truth="dot3"><a href="show.asp?id=13">年度报告发布</a></div>
<p data-ratio="2.1" data-truth="grey">以上信息仅供参考</p></td>
<td class="right"><b>用户登录</b><input name="user" type="text" data-truth="user"><input name="pass" type="password" data-truth="pass">
<a href="reg.asp" data-truth="reg"><img src="images/reg.gif" data-truth="regi"></a><b>友情链接</b><a href="http://www.example.gov.cn/" data-truth="f1l"><img src="images/link1.gif" data-truth="f1"></a>
<a href="http://www.example.org.cn/" data-truth="f2l"><img src="images/link2.gif" data-truth="f2"></a></td></tr></table>
<div class="bottom"><span data-ratio="3.3" data-truth="copy">版权所有 某某区某某局</span></div></body></html>"""

APPLICATION = """<html lang="en"><body><div id="root"><div class="css-1q2w3e MuiBox-root"><header class="sc-a1b2c3"><h1>Appointments</h1>
<a href="/help" data-truth="help"><svg></svg></a></header><main class="sc-d4e5f6"><section class="css-9z8y7x"><h2>Your details</h2>
<form><label>Name</label><input id=":r1:" name="fullname" type="text" data-truth="fullname"><input id=":r2:" name="phone" type="tel" data-truth="phone">
<input id=":r3:" name="email" type="email" data-truth="email"><p class="css-hint1" data-ratio="3.0" data-truth="hint1">We only use this to contact you.</p></form></section>
<section class="css-9z8y7x"><h2>Choose a doctor</h2><div class="card-x1"><img src="/assets/dr-lee.3f9a2c1b.png" data-truth="lee"><p>Dr Lee</p><a href="/book/lee" data-ratio="2.8" data-truth="booklee">Book</a></div>
<div class="card-x1"><img src="/assets/dr-wang.77ab01cd.png" data-truth="wang"><p>Dr Wang</p><a href="/book/wang" data-ratio="2.8" data-truth="bookwang">Book</a></div>
<div class="card-x1"><img src="/assets/dr-chen.09fe12aa.png" data-truth="chen"><p>Dr Chen</p><a href="/book/chen" data-ratio="2.8" data-truth="bookchen">Book</a></div></section>
<section class="css-9z8y7x"><h2>Opening hours</h2><p data-ratio="3.9" data-truth="hours">Monday to Friday, 9 to 17</p><p data-ratio="3.9" data-truth="hours2">Closed on public holidays</p></section></main>
<footer><p data-ratio="4.2" data-truth="legal">Copyright 2026 City Health</p></footer></div></div></body></html>"""

SITES = {"portal": PORTAL, "old": OLD, "application": APPLICATION}

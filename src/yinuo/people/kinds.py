"""The record kinds of the people room: about a person, a product or a member of staff, never who
it is."""

from __future__ import annotations

from yinuo.record.kinds import Kind

_COMMITMENT = str
"""64 hex of a salted digest; once the person's salt is shredded it says nothing."""

KINDS = (
    Kind(
        name="people.customer.added",
        zh="登记了一位客户",
        en="A customer was added",
        fields={"language": str, "name": _COMMITMENT, "phone": _COMMITMENT},
        optional={"email": _COMMITMENT},
    ),
    Kind(
        name="people.customer.erased",
        zh="客户的个人资料已删除（原因：{reason}）",
        en="The customer's personal data was erased (reason: {reason})",
        fields={"reason": str},
    ),
    Kind(
        name="people.address.added",
        zh="登记了一个地址（区划 {division}）",
        en="An address was added (division {division})",
        fields={"division": str, "source": str, "radius_m": int, "address": _COMMITMENT},
        optional={"town": str},
    ),
    Kind(
        name="people.address.placed",
        zh="地址的位置更准确了（误差约 {radius_m} 米）",
        en="The address's point became surer (within about {radius_m} m)",
        fields={"source": str, "radius_m": int},
    ),
    Kind(
        name="people.link.issued",
        zh="发出了一个查看单子的链接",
        en="A link to the case was issued",
        fields={"case": str, "expires_at": str},
    ),
    Kind(
        name="people.link.revoked",
        zh="作废了查看单子的链接（{count} 个）",
        en="Links to the case were called back ({count})",
        fields={"case": str, "count": int},
    ),
    Kind(
        name="people.recovery.sent",
        zh="发出了找回链接的验证码",
        en="A code to recover the link was sent",
    ),
    Kind(
        name="people.recovery.opened",
        zh="用验证码找回了链接",
        en="The link was recovered with the code",
    ),
    Kind(
        name="people.consent.given",
        zh="客户同意：{purpose}（文本 {wording}）",
        en="The customer consented: {purpose} (wording {wording})",
        fields={"purpose": str, "wording": str},
    ),
    Kind(
        name="people.consent.withdrawn",
        zh="客户撤回同意：{purpose}",
        en="The customer withdrew consent: {purpose}",
        fields={"purpose": str},
    ),
    Kind(
        name="people.unit.registered",
        zh="登记了一台产品（型号 {model}）",
        en="A product was registered (model {model})",
        fields={"model": str},
    ),
    Kind(
        name="people.unit.changed",
        zh="更新了产品登记（{changed}）",
        en="A product's registration was changed ({changed})",
        fields={"changed": list[str]},
    ),
    Kind(
        name="people.unit.owned",
        zh="产品登记到了一位客户名下",
        en="The product was registered as a customer's",
        fields={"customer": str},
    ),
    Kind(
        name="people.data.exported",
        zh="员工（{role}）导出了名单：{list}，{count} 行（原因：{reason}）",
        en="Staff (role {role}) exported a list: {list}, {count} lines (reason: {reason})",
        fields={"list": str, "count": int, "whole": bool, "role": str, "reason": str},
        optional={"filter": list[str]},
    ),
    Kind(
        name="people.staff.invited",
        zh="发出了第一次登录的链接",
        en="A link for the first login was issued",
    ),
    Kind(
        name="people.staff.welcomed",
        zh="用第一次登录的链接设好了密码",
        en="The password was set with the link for the first login",
    ),
    Kind(
        name="people.staff.added",
        zh="添加了一名员工（角色 {role}）",
        en="A member of staff was added (role {role})",
        fields={"role": str},
    ),
    Kind(
        name="people.staff.role.changed",
        zh="员工角色改为 {role}",
        en="The role was changed to {role}",
        fields={"role": str},
    ),
    Kind(
        name="people.staff.scope.changed",
        zh="员工的查看范围改为 {scope}（{codes}）",
        en="The scope was changed to {scope} ({codes})",
        fields={"scope": str, "codes": list[str]},
    ),
    Kind(
        name="people.staff.sessions.ended",
        zh="员工的所有登录已结束",
        en="All sessions were ended",
    ),
    Kind(
        name="people.contact.shown",
        zh="员工（{role}）查看了完整的联系方式（原因：{reason}）",
        en="The whole contact data was shown to staff (role {role}, reason: {reason})",
        fields={"role": str, "reason": str},
        optional={"case": str},
    ),
    Kind(
        name="people.case.looked",
        zh="员工（{role}）打开了有姓名或地址的单子",
        en="Staff (role {role}) opened a case that shows name or address",
        fields={"role": str},
        optional={"case": str},
    ),
    Kind(
        name="people.staff.password.changed",
        zh="员工更换了密码",
        en="The password was changed",
    ),
    Kind(
        name="people.staff.deactivated",
        zh="员工账号已停用",
        en="The account was deactivated",
    ),
    Kind(
        name="people.staff.erased",
        zh="已离职员工的个人资料已删除（原因：{reason}）",
        en="The personal data of somebody who left was erased (reason: {reason})",
        fields={"reason": str},
    ),
    Kind(
        name="people.staff.factor.begun",
        zh="开始设置两步验证",
        en="Setting up a second factor was begun",
    ),
    Kind(
        name="people.staff.factor.confirmed",
        zh="两步验证已开启",
        en="The second factor was confirmed",
    ),
    Kind(
        name="people.staff.factor.reset",
        zh="两步验证已重置",
        en="The second factor was reset",
    ),
    Kind(
        name="people.staff.backup.used",
        zh="用备用码登录（还剩 {left} 个）",
        en="A backup code was used ({left} left)",
        fields={"left": int},
    ),
    Kind(
        name="people.staff.backup.renewed",
        zh="换了一组新的备用码",
        en="New backup codes were made",
    ),
    Kind(
        name="people.staff.device.trusted",
        zh="一台设备 30 天内不再要验证码",
        en="A device isn't asked for a code for 30 days",
    ),
    Kind(
        name="people.staff.devices.forgotten",
        zh="取消了 {count} 台设备的免验证",
        en="Trust in {count} devices was taken back",
        fields={"count": int},
    ),
    Kind(
        name="people.staff.logged_in",
        zh="员工登录",
        en="Logged in",
    ),
    Kind(
        name="people.staff.logged_out",
        zh="员工退出登录",
        en="Logged out",
    ),
    Kind(
        name="people.staff.locked_out",
        zh="密码多次输错，登录暂停到 {until}",
        en="Too many wrong passwords; login is paused until {until}",
        fields={"until": str},
    ),
)

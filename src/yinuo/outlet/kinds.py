"""The record lines of the outlet room; their subject is the company, or a member of staff."""

from yinuo.record.kinds import Kind

KINDS = (
    Kind(
        name="outlet.company.registered",
        zh="公司 {code} 建档",
        en="Company {code} registered",
        fields={"code": str},
    ),
    Kind(
        name="outlet.company.changed",
        zh="公司 {code} 的资料更新",
        en="The details of company {code} changed",
        fields={"code": str},
    ),
    Kind(
        name="outlet.rulebook.published",
        zh="规则手册发布，自 {valid_from} 起生效，编号 {rulebook_id}",
        en="Rulebook published, in force from {valid_from}, id {rulebook_id}",
        fields={"rulebook_id": str, "valid_from": str},
    ),
    Kind(
        name="outlet.rows.imported",
        zh="导入 {sheet}：新增 {created} 行，更新 {updated} 行，不变 {same} 行，拒收 {refused} 行",
        en="Imported {sheet}: {created} rows new, {updated} changed, {same} the same, {refused} refused",
        fields={
            "sheet": str,
            "created": int,
            "updated": int,
            "same": int,
            "refused": int,
            "sha256": str,
        },
    ),
    Kind(
        name="outlet.login.given",
        zh="登录名交给师傅 {technician} 使用",
        en="Login given to technician {technician}",
        fields={"technician": str},
    ),
    Kind(
        name="outlet.login.taken",
        zh="师傅 {technician} 不再派单，登录名收回",
        en="Technician {technician} is sent no more; the login was taken back",
        fields={"technician": str},
    ),
    Kind(
        name="outlet.van.counted",
        zh="清点了车上的配件 {code}：{count} 个",
        en="Counted {code} in the van: {count}",
        fields={"code": str, "count": int},
    ),
    Kind(
        name="outlet.shifts.extended",
        zh="排班延到 {until}，新增 {added} 班",
        en="Rota extended to {until}, {added} shifts added",
        fields={"until": str, "added": int},
    ),
)

"""What the customer does on his own phone, screen by screen."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from yinuo.promise.facts import PromiseState

from .phones import Phone, Story

ADDRESS = "山东省济南市市中区示范路 18 号 3 栋 2 单元 501"


def customer_reports(story: Story, fault: str) -> None:
    """From the home page: what is wrong, where, who; send."""
    phone = story.customer
    phone.open("/")
    phone.page.get_by_role("link", name=re.compile("报修")).first.click()
    phone.page.get_by_label("以上都不是？从全部里选").select_option(fault)
    phone.page.get_by_label("地址", exact=True).fill(ADDRESS)
    phone.page.get_by_label("电话", exact=True).fill("19900000001")
    phone.page.get_by_label("怎么称呼您").fill("测试客户")
    phone.tap("发送报修")


def customer_is_promised(story: Story) -> None:
    story.customer.says("我们承诺，师傅")
    expect(story.customer.page).to_have_url(re.compile(r"/case/[0-9a-f-]{36}/$"))
    assert story.state() is PromiseState.RUNNING
    story.wait()
    story.customer.page.reload()
    story.customer.says("开门前，请核对")


def code_on(phone: Phone) -> str:
    """The arrival code as the customer reads it."""
    label = phone.page.locator(".cells:not(.word)").first.inner_text()
    code = "".join(re.findall(r"\d", label))
    assert len(code) == 4
    return code


def customer_accepts(story: Story, total: str) -> None:
    """On the customer's own phone; before it nothing starts."""
    phone = story.customer
    phone.page.reload()
    phone.follow("看报价并决定")
    phone.says(total)
    phone.tap(f"接受，最多付 {total}")
    story.technician.follow("看看客户决定了没有")


def customer_confirms(story: Story, paid: str) -> None:
    phone = story.customer
    story.wait()
    phone.page.reload()
    phone.says("修好了吗？")
    phone.page.get_by_label("金额（元）").fill(paid)
    phone.tap("确认金额")
    phone.tap("修好了")
    story.wait()
    phone.page.reload()
    phone.says("已完成")


def customer_downloads(story: Story, folder: Path) -> tuple[Path, str]:
    """The receipt's file, and the company's key from the page of the key."""
    phone = story.customer
    phone.follow("看凭据")
    with phone.page.expect_download() as download:
        phone.page.get_by_role("link", name="下载凭据文件").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == f"yinuo-{story.case.number}.json"
    phone.open("/record-key/")
    return file, phone.page.locator("pre").first.inner_text().strip()

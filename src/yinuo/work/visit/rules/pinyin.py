"""How the badge words are said, in pinyin, for whoever doesn't read characters."""

from __future__ import annotations

from .arrival import BADGE_WORDS

# In the order of BADGE_WORDS.
_SAID = (
    "qīngsōng báiyún qīngquán hóngfēng jīnguì yínxìng chūnfēng qiūyuè xiàhé dōngméi zhāoxiá wǎnqíng "
    "shānchá hǎitáng lúwěi zhúlín shíliu pútao yīngtáo hétao mìtáo xiāngguā huánggua nánguā dōngguā "
    "fānqié tǔdòu yùmǐ xiǎomài gāoliang zhīma huāshēng liánzǐ hóngdòu lǜdòu huángdòu wāndòu cándòu "
    "luóbo báicài bōcài qíncài jiǔcài xiāngcōng dàsuàn shēngjiāng làjiāo hújiāo cháhú chábēi fànwǎn "
    "tāngsháo kuàizi zhúlán mùzhuō bǎndèng shūzhuō táidēng yóudēng làzhú dēnglong fēngzheng tuóluó jīmù "
    "língdang kǒuqín zhúdí gǔzhēng èrhú pípa xiǎogǔ tóngluó máobǐ mòshuǐ yàntai xuānzhǐ xìnfēng yóupiào "
    "shūqiān rìlì nàozhōng yǔsǎn cǎomào wéijīn shǒutào mián'ǎo bùxié bēibāo hébāo niǔkòu zhēnxiàn "
    "dǐngzhen jìngzi shūzi máojīn féizào yáshuā liǎnpén shuǐtǒng sàozhou bòji máshéng mùtī chútou suōyī "
    "shuǐchē shímò fēngchē gǒngqiáo chángláng liángtíng xiǎoxiàng mǎtou yúchuán fānchuán zhúfá huǒchē "
    "dānchē mǎchē fēijī máquè xǐquè yànzi huánglí huàméi báilù tiān'é yuānyāng kǒngquè báigē qīngtíng "
    "húdié mìfēng mǎyǐ xīshuài yínghuǒ jīnyú lǐyú qīngwā wūguī hǎitún jīngyú hǎixīng bèiké shānhú báitù "
    "sōngshǔ cìwei shānyáng miányáng huángniú jùnmǎ luòtuo xiǎolù xióngmāo dàxiàng língyáng bānmǎ "
    "hǎilàng shātān cǎoyuán sēnlín tiányě xīliú pùbù húpō xuěshān xiágǔ shāmò lǜzhōu cǎihóng xīngkōng "
    "liúxīng yuèguāng yángguāng yǔdī xuěhuā lùzhū wēifēng léishēng yuánxiāo qīngmíng duānwǔ zhōngqiū "
    "chóngyáng làbā xiǎomǎn gǔyǔ lìchūn hánlù shuāngjiàng dàxuě dòufu dòujiāng yóutiáo bāozi mántou "
    "miàntiáo mǐfàn niángāo zòngzi yuèbing tāngyuán jiǎozi húntun shāobing máhuā dàngāo bǐnggān tángguǒ"
)
PINYIN = dict(zip(BADGE_WORDS, _SAID.split(), strict=True))

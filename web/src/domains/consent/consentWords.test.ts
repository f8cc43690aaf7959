import { describe, expect, it } from 'vitest'
import { channelIn, evidenceIn } from './consentWords.ts'

const zh = (words: { zh: string; en: string }) => words.zh
const en = (words: { zh: string; en: string }) => words.en

describe('the words of a consent', () => {
  it.each([
    ['phone', '电话', 'Phone'],
    ['aggregator', '垂直媒体', 'Car portal'],
    ['签字表单', '签字表单', 'Signed form'],
    ['Carrier pigeon', 'Carrier pigeon', 'Carrier pigeon'],
  ])('channel %s', (channel, inZh, inEn) => {
    expect([channelIn(channel, zh), channelIn(channel, en)]).toEqual([inZh, inEn])
  })
  it.each([
    ['import:lead-table', '导入 线索表', 'Import Lead table'],
    ['contact-centre 邱若彤', '客户开发中心 邱若彤', 'Contact centre 邱若彤'],
    ['form:privacy-3-02dealer', '表单 privacy-3-02dealer', 'Form privacy-3-02dealer'],
    ['signed-card', '签字卡', 'Signed card'],
    ['form: signed on page 2', '表单 signed on page 2', 'Form signed on page 2'],
    ['签字单 17 号', '签字单 17 号', '签字单 17 号'],
  ])('evidence %s', (evidence, inZh, inEn) => {
    expect([evidenceIn(evidence, zh), evidenceIn(evidence, en)]).toEqual([inZh, inEn])
  })
})

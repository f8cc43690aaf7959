import type { Ctx } from '../../../kernel/ctx.ts'
import { isId } from '../../../kernel/ids.ts'
import { trackingIndex } from '../../campaigns/index.ts'
import { peopleByIdentifier, peopleKnown, saveWebEvents, type WebEvent } from '../../customers/index.ts'
import { enquiriesNumbered } from '../../leads/index.ts'
import { catalogue } from '../../vehicles/index.ts'
import { pastInstant } from '../values/days.ts'
import { phone } from '../values/identifiers.ts'
import { fault, type Reader } from '../values/reading.ts'
import { code, text } from '../values/texts.ts'
import { type Batch, type FieldFault, faulty, field, type Kind, type ReadRow, type Written } from './kind.ts'

/** Whatever a counter calls it, a page was seen or a form was sent. */
const event: Reader = (raw) => ({
  value: /(^|[^a-z])(form|submit|lead|sign.?up)($|[^a-z])|form.?submit|表单|提交|留资|预约/i.test(raw)
    ? 'form'
    : 'view',
})
/** Without what stands behind the question mark: it may name a person. */
const page: Reader = (raw) => ({
  value:
    raw
      .replace(/[?#].*$/s, '')
      .trim()
      .slice(0, 300) || '/',
})
/** Where somebody came from: the site, not the page. */
const site: Reader = (raw) => ({ value: raw.replace(/^[a-z]+:\/\/([^/?#]+).*$/is, '$1').slice(0, 60) })
const ownId: Reader = (raw) =>
  isId(raw)
    ? { value: raw.toLowerCase() }
    : fault('not-an-id', '不是环路的客户编号', 'Not a customer id of Ringroad')

export const webEvents: Kind = {
  kind: 'web-events',
  zh: '网站访问',
  en: 'Web visits',
  fields: [
    field(
      'visitorId',
      '访客编号 / Visitor id',
      'web visit',
      code(120),
      '访客ID|访客标识|浏览器编号|visitor_id|visitor|client_id|user_pseudo_id|distinct_id|anonymous_id|cookie_id',
      { required: true },
    ),
    field(
      'at',
      '访问时间 / Visited at',
      'web visit',
      pastInstant,
      '时间|浏览时间|事件时间|timestamp|event_time|visited_at|date',
      { required: true },
    ),
    field(
      'page',
      '页面 / Page',
      'web visit',
      page,
      '网址|页面地址|链接|url|path|page_url|page_path|page_location',
      {
        required: true,
      },
    ),
    field('event', '事件 / Event', 'web visit', event, '事件类型|动作|event_name|event_type|action'),
    field('series', '车系 / Series', 'web visit', text(100), '浏览车系|车型|model|model series'),
    field(
      'campaign',
      '活动编码 / Campaign code',
      'web visit',
      code(100),
      'campaignCode|campaign_code|utm_campaign|跟踪码|tracking code',
    ),
    field(
      'medium',
      '媒介 / Medium',
      'web visit',
      text(60),
      'utm_medium|渠道|流量来源|channel|traffic source',
    ),
    field('referrer', '来路 / Referrer', 'web visit', site, '来源页|来源网址|referer|referring site'),
    field(
      'leadExternalId',
      '线索编号 / Lead number',
      'web visit',
      code(120),
      '表单编号|线索号|lead_external_id|lead_no|lead id|form id|submission id',
    ),
    field('phone', '手机号 / Mobile', 'web visit', phone, '手机|手机号码|联系电话|mobile|phone'),
    field(
      'openId',
      '微信 OpenID / WeChat OpenID',
      'web visit',
      code(80),
      'openid|open_id|wechat openid|unionid|login',
    ),
    field(
      'customerId',
      '个人链接客户 / Customer of the personal link',
      'web visit',
      ownId,
      '客户编号|客户标识|customer_id|contact_id',
    ),
  ],
  headOffice: true,
  batchRows: 5_000,
  lanes: 2,
  ties: [['visitorId']],
  write: writeWebEvents,
}

async function writeWebEvents(ctx: Ctx, rows: ReadRow[], batch: Batch): Promise<Written[]> {
  const [cars, campaigns] = [await catalogue(ctx), await trackingIndex(ctx)]
  const nameOf = new Map(cars.series.map((one) => [one.id, one.name]))
  const named = await namedIn(ctx, rows)
  const answers: Written[] = []
  const good: { at: number; faults: FieldFault[]; event: WebEvent }[] = []
  for (const [at, row] of rows.entries()) {
    const said = (key: string) => (row.values[key] as string | undefined) ?? null
    const interest = cars.findInterest(null, said('series'), null)
    const campaign = campaigns.get(said('campaign') ?? '')
    const brandId = interest.brandId ?? campaign?.brandId ?? batch.brandId
    if (ctx.scope.kind === 'brand' && brandId && !ctx.scope.nodes.includes(brandId)) {
      answers[at] = { outcome: 'invalid', faults: [foreignBrand] }
      continue
    }
    const who = named(row)
    good.push({
      at,
      faults: said('leadExternalId') && !who ? [noEnquiry] : [],
      event: {
        visitor: said('visitorId')!,
        at: new Date(said('at')!),
        kind: said('event') === 'form' || said('leadExternalId') ? 'form' : 'view',
        page: said('page')!,
        series: nameOf.get(interest.seriesId ?? '') ?? said('series'),
        brandId,
        campaign: said('campaign'),
        medium: said('medium') ?? campaign?.medium ?? said('referrer'),
        named: who,
      },
    })
  }
  const watched = await saveWebEvents(
    ctx,
    batch.source,
    good.map((one) => one.event),
  )
  for (const [n, { at, faults }] of good.entries()) answers[at] = { outcome: watched[n]!.outcome, faults }
  return answers
}

const foreignBrand = faulty(
  'series',
  'foreign-brand',
  '不是你的品牌的页面',
  'A page of a brand that is not yours',
)
const noEnquiry = faulty(
  'leadExternalId',
  'unknown-lead',
  '还没有这条线索：先导入线索，再导入本文件一次即可关联',
  'No such enquiry yet: import the leads, then this file again, and they are linked',
)

/** Who each row says its visitor is, by what says it best: a sign-in, a form, a number, a personal link. */
async function namedIn(ctx: Ctx, rows: ReadRow[]): Promise<(row: ReadRow) => WebEvent['named']> {
  const all = (key: string) => [
    ...new Set(rows.flatMap(({ values }) => (values[key] === undefined ? [] : [values[key] as string]))),
  ]
  const byOpenId = await peopleByIdentifier(ctx, 'open-id', all('openId'))
  const enquiries = await enquiriesNumbered(ctx, all('leadExternalId'))
  const byLead = new Map(enquiries.map((one) => [one.named, one]))
  const byPhone = await peopleByIdentifier(ctx, 'phone', all('phone'))
  const known = await peopleKnown(ctx, all('customerId'))
  return ({ values }) => {
    const said = (key: string) => (values[key] as string | undefined) ?? ''
    const [signedIn, lead, rung] = [
      byOpenId.get(said('openId')),
      byLead.get(said('leadExternalId')),
      byPhone.get(said('phone')),
    ]
    if (signedIn) return { customerId: signedIn, how: 'sign-in', causeId: null }
    if (lead) return { customerId: lead.customerId, how: 'form', causeId: lead.recordId }
    if (rung) return { customerId: rung, how: 'phone', causeId: null }
    if (known.has(said('customerId'))) return { customerId: said('customerId'), how: 'link', causeId: null }
    return null
  }
}

import type { Ctx } from '../../../kernel/ctx.ts'
import { readPhone } from '../../../kernel/phone.ts'
import { type CallArrival, saveCalls } from '../../contact-centre/index.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { callKind, callResult, direction } from '../values/calls.ts'
import { pastInstant } from '../values/days.ts'
import { seconds } from '../values/numbers.ts'
import type { Reader } from '../values/reading.ts'
import { code, text } from '../values/texts.ts'
import { answersOf } from './bulk.ts'
import { type Batch, faulty, field, type Kind, type ReadRow, type Values, type Written } from './kind.ts'
import { accountsNamed } from './people-named.ts'
import { brandBy, placeOf } from './place.ts'
import { dealerCode, leadNumber } from './sale-fields.ts'

/** Whatever was dialled: a short number or an extension is nobody's, and no fault of the row. */
const dialled: Reader = (raw) => {
  const reading = readPhone(raw)
  return { value: reading.ok ? reading.e164 : raw.trim().slice(0, 40) }
}

export const calls: Kind = {
  kind: 'calls',
  zh: '通话记录',
  en: 'Call log',
  fields: [
    field(
      'callNumber',
      '通话编号 / Call number',
      'call',
      code(120),
      '流水号|呼叫编号|通话流水号|录音编号|call_no|call no|call id|ucid|session id|recording id',
    ),
    field(
      'at',
      '通话时间 / Called at',
      'call',
      pastInstant,
      '开始时间|呼叫时间|来电时间|拨打时间|started_at|call time|start time|call start|date',
      { required: true },
    ),
    field('direction', '呼叫方向 / Direction', 'call', direction, '方向|呼叫类型|呼入呼出|call direction', {
      required: true,
    }),
    field(
      'phone',
      '客户号码 / Customer number',
      'call',
      dialled,
      '电话|电话号码|手机号|号码|对方号码|主叫号码|被叫号码|phone|number|caller|callee|customer phone|ani',
    ),
    field(
      'result',
      '通话结果 / Result',
      'call',
      callResult,
      '是否接通|接通|接听状态|处理结果|answered|disposition|status|outcome|call result',
    ),
    field(
      'kind',
      '业务类型 / About',
      'call',
      callKind,
      '来电类型|通话类型|业务|kind|call kind|call type|topic',
    ),
    field(
      'seconds',
      '通话时长 / Duration',
      'call',
      seconds,
      '时长|通话时长秒|通话秒数|duration_seconds|duration|talk time|seconds',
    ),
    field(
      'agent',
      '坐席 / Agent',
      'call',
      text(60),
      '坐席工号|工号|坐席姓名|客服|接线员|agent|operator|user',
    ),
    dealerCode('call'),
    field('brand', '品牌 / Brand', 'call', text(80), 'make|热线品牌|line'),
    leadNumber,
    field('note', '备注 / Note', 'call', text(2_000), '说明|通话小结|小结|remark|remarks|notes|summary'),
  ],
  headOffice: true,
  batchRows: 5_000,
  lanes: 2,
  ties: [['callNumber'], ['at+phone']],
  write: writeCalls,
}

async function writeCalls(ctx: Ctx, rows: ReadRow[], batch: Batch): Promise<Written[]> {
  const network = await networkSnapshot(ctx)
  const answers: Written[] = []
  const good: { at: number; row: ReadRow; dealerId: string | null; brandId: string }[] = []
  for (const [at, row] of rows.entries()) {
    const place = placeOf(ctx, network, batch, row.values)
    const said = row.values.brand as string | undefined
    const brand = said ? brandBy(network, said) : undefined
    if ('fault' in place) answers[at] = { outcome: 'invalid', faults: [place.fault] }
    else if (said && !brand) answers[at] = { outcome: 'invalid', faults: [unknownBrand] }
    else {
      const ofLine = brand?.id ?? place.brandId ?? ctx.scope.brands[0] ?? network.brands[0]?.id
      const isOurs = ctx.scope.kind !== 'brand' || ctx.scope.nodes.includes(ofLine ?? '')
      if (ofLine && isOurs) good.push({ at, row, dealerId: place.dealerId, brandId: ofLine })
      else answers[at] = { outcome: 'invalid', faults: [unknownBrand] }
    }
  }
  const named = good.map(({ row, dealerId }) => ({ dealerId, said: row.values.agent as string | undefined }))
  const accountOf = await accountsNamed(ctx, batch, named)
  const written = await saveCalls(
    ctx,
    good.map(({ row, ...of }, n) => arrivalOf(row, batch, { ...of, agentId: accountOf(named[n]!) })),
    batch,
  )
  const answered = answersOf(
    good.map(({ row }) => row),
    { written, problems: [] },
  )
  for (const [n, { at }] of good.entries()) answers[at] = answered[n]!
  return answers
}

const unknownBrand = faulty(
  'brand',
  'unknown-brand',
  '没有这个品牌，或不在你的范围内',
  'There is no such brand, or it is out of your scope',
)

function arrivalOf(
  row: ReadRow,
  batch: Batch,
  of: Pick<CallArrival, 'brandId' | 'dealerId' | 'agentId'>,
): CallArrival {
  const { values } = row
  const { brandId, dealerId, agentId } = of
  const said = (key: string) => (values[key] as string | undefined) ?? null
  const phone = said('phone')
  const talked = values.seconds as number | undefined
  return {
    brandId,
    dealerId,
    agentId,
    // A log without numbers still knows each call: nobody makes two at once.
    number: said('callNumber') ?? `${said('at')} ${said('direction')} ${phone ?? ''} ${said('agent') ?? ''}`,
    at: new Date(values.at as string),
    direction: values.direction as CallArrival['direction'],
    businessType: values.kind === undefined || values.kind === 'nuisance' ? 'other' : (values.kind as string),
    disposition: dispositionOf(values),
    phone: phone?.startsWith('+') ? phone : null,
    leadNumber: said('leadNumber'),
    agentName: said('agent'),
    minutes: talked === undefined ? null : Math.min(600, Math.ceil(talked / 60)),
    note: said('note'),
    raw: batch.rawOf(row),
  }
}

function dispositionOf(values: Values): CallArrival['disposition'] {
  if (values.kind === 'nuisance') return 'nuisance'
  return (
    (values.result as CallArrival['disposition'] | undefined) ??
    (values.seconds === 0 ? 'no-answer' : 'answered')
  )
}

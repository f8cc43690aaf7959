import { describe, expect, it } from 'vitest'
import type { ImportKind } from '../../../../contract/imports.ts'
import { guessKind, propose } from './propose.ts'
import { savedFrom } from './saved.ts'

const now = new Date('2026-11-22T02:00:00Z')
const mapped = (kind: ImportKind, header: string[], rows: string[][] = []) => {
  const { mapping } = propose(kind, header, rows, null, now)
  return Object.fromEntries(header.map((name, column) => [name, mapping[String(column)] ?? null]))
}

const dealerSystems = {
  A: '客户编号,客户姓名,性别,手机号码,备用电话,证件号码,出生日期,公司名称,统一社会信用代码,所在城市,联系地址,车牌号,车架号,车型,购车日期,最近进厂日期,电子邮箱,销售顾问,同意厂家联系,同意经销商联系,备注',
  B: '档案号,姓名,称谓,联系电话,联系电话2,单位,信用代码,身份证,生日,牌照,VIN,购买车型,交车时间,上次保养时间,城市,地址,邮箱,业务员,厂方联系许可,本店联系许可,说明',
  C: 'external_no;name;salutation;mobile;phone2;id_no;birthday;company;credit_code;address;city;plate_no;vin;model;bought_on;last_service_on;email;consultant;oem_contact_ok;dealer_contact_ok;remark',
}

describe('suggestions', () => {
  it.each(Object.entries(dealerSystems))(
    'map every column that has a place, from dealer system %s',
    (_, line) => {
      const header = line.split(/[,;]/)
      const fields = Object.entries(mapped('customers', header)).filter(
        ([name]) => !/顾问|业务员|consultant/.test(name),
      )
      expect(fields.filter(([, field]) => field === null)).toEqual([])
      expect(new Set(fields.map(([, field]) => field)).size).toBe(fields.length)
      expect(guessKind(header, [], now)).toBe('customers')
    },
  )
  it('map every column of an order book, a delivery book and a call log that has a place', () => {
    const lost = (kind: ImportKind, line: string) =>
      Object.entries(mapped(kind, line.split(','))).flatMap(([name, field]) => (field ? [] : [name]))
    expect(
      lost(
        'orders',
        '订单编号,线索编号,门店,客户姓名,手机,品牌,车系,车型,成交价,订金,下订日期,承诺交车日,退订日期,退订原因,状态,销售顾问',
      ),
    ).toEqual([])
    expect(
      lost('orders', 'Order No,Lead ID,Dealer,Customer,Mobile,Make,Model,Amount,Order Date,Salesperson'),
    ).toEqual([])
    expect(lost('deliveries', '合同号,经销商代码,车架号,车牌,开票价,交车日期')).toEqual([])
    expect(lost('deliveries', 'Order ID,Dealer,VIN,Plate,Price,Delivery Date')).toEqual([])
    expect(
      lost('calls', '流水号,来电时间,呼叫类型,对方号码,通话时长,坐席工号,处理结果,业务类型,线索编号,小结'),
    ).toEqual([])
    expect(
      lost('calls', 'Call ID,Start Time,Direction,Customer Phone,Duration,Agent,Disposition,Notes'),
    ).toEqual([])
  })
  it('know a phone and a VIN by their values when the header says nothing', () => {
    const rows = [
      ['13912345678', 'LRHB40FM9RA204685', 'x'],
      ['13912345679', 'LRHEE03L9RA459732', 'y'],
      ['13912345670', 'LRHEE2RS2RA720337', 'z'],
    ]
    expect(mapped('customers', ['F1', 'F2', 'F3'], rows)).toEqual({ F1: 'phone', F2: 'vin', F3: null })
    expect(propose('customers', ['F1', 'F2', 'F3'], rows, null, now).suggestion[0]).toMatchObject({
      because: 'values',
      sure: 72,
    })
  })
  it('doubt a header whose values do not fit it', () => {
    const { suggestion } = propose(
      'customers',
      ['手机'],
      [['13912345678'], ['无'], ['王伟'], ['1391234']],
      null,
      now,
    )
    expect(suggestion[0]!.sure).toBeLessThan(60)
    expect(
      mapped('leads', ['Do Not Email', 'Vehicle_Size', 'mobilePhone'], [['No', 'Small', '13912345678']]),
    ).toEqual({
      'Do Not Email': null,
      Vehicle_Size: null,
      mobilePhone: 'phone',
    })
    expect(mapped('customers', ['State'], [['Washington'], ['Oregon'], ['Nevada']])).toEqual({ State: null })
  })
  it('recognise what kind of file it is', () => {
    const kindOf = (line: string, row = '') => guessKind(line.split(','), row ? [row.split(',')] : [], now)
    expect(
      kindOf(
        'code,name,kind,parent_code,brand_codes,division_code,address,phone,latitude,longitude,monthly_capacity,opened_on',
      ),
    ).toBe('network')
    expect(kindOf('brand,series,model,variant,segment,energy,price_yuan')).toBe('catalogue')
    expect(
      kindOf('code,name,brand,medium,budget_yuan,region_code,starts_on,ends_on,tracking_code,landing_page'),
    ).toBe('campaigns')
    expect(kindOf('day,campaign_code,medium,region_code,spend_yuan,impressions,clicks,contacts')).toBe(
      'spend',
    )
    expect(kindOf('dealer_code,name,role,phone')).toBe('staff')
    expect(kindOf('day,dealer_code,showroom_visits,phone_enquiries,reported_at')).toBe('daily-counts')
    expect(
      kindOf(
        'lead_no,created_at,name,salutation,phone,city,brand,series,variant,source,medium,campaign_code,grade,visit_at',
      ),
    ).toBe('leads')
    const orderBook =
      'order_no,lead_no,dealer_code,ordered_at,customer_name,phone,brand,series,variant,price_yuan,deposit_yuan,consultant,cancelled_at'
    const deliveryBook =
      'order_no,lead_no,dealer_code,customer_name,phone,vin,plate,variant,price_yuan,delivered_at'
    const callLog =
      'call_no,started_at,direction,kind,party,agent,dealer_code,phone,answered,duration_seconds,lead_no'
    expect([orderBook, deliveryBook, callLog].map((line) => kindOf(line))).toEqual([
      'orders',
      'deliveries',
      'calls',
    ])
    expect(kindOf('订单编号,门店,客户姓名,手机,车型,成交金额,定金,订单日期,销售顾问,状态')).toBe('orders')
    expect(kindOf('订单号,客户姓名,联系电话,车架号,车牌,开票价,交车日期,经销商')).toBe('deliveries')
    expect(kindOf('流水号,来电时间,呼叫类型,客户电话,通话时长,坐席工号,处理结果')).toBe('calls')
    expect(
      kindOf(
        'Prospect ID,Lead Number,Lead Origin,Lead Source,Do Not Email,Converted,TotalVisits,City,Tags',
        '7927b2df,660737,API,Olark Chat,No,0,0,Select,Ringing',
      ),
    ).toBe('leads')
    expect(
      kindOf(
        'Customer,State,Customer_Lifetime_Value,Response,Coverage,Education,Gender,Income',
        'BU79786,Washington,2763.5,No,Basic,Bachelor,F,56274',
      ),
    ).toBe('customers')
  })
})

describe('a saved mapping', () => {
  it('goes over every guess, survives a moved column and keeps what was left out', () => {
    const saved = savedFrom(['手机', '备注'], { '0': 'phone2' })
    const { suggestion, mapping } = propose('customers', ['备注', '姓名', '手机'], [], saved, now)
    expect(mapping).toEqual({ '1': 'name', '2': 'phone2' })
    expect(suggestion[2]).toEqual({ column: 2, field: 'phone2', sure: 100, because: 'saved' })
    expect(suggestion[0]).toMatchObject({ field: null, because: 'saved' })
  })
})

import {
  longestInterests,
  longestOccupation,
  type ProfileName,
} from '../../../../contract/customer-profile.ts'
import { pastDay, pastInstant } from '../values/days.ts'
import { creditCode, division, email, phone, plate, residentId, vin } from '../values/identifiers.ts'
import { money, whole } from '../values/numbers.ts'
import { childCount, education, income, marital } from '../values/profile.ts'
import { code, oneOf, salutation, text } from '../values/texts.ts'
import { flag, sex } from '../values/words.ts'
import { field } from './kind.ts'

const channel = oneOf(
  { phone: '电话 手机 call mobile', sms: '短信 text', wechat: '微信 weixin', email: '邮件 邮箱 mail' },
  '联系渠道',
  'channel',
)

const vehicleRole = oneOf(
  {
    owner: '车主 所有人 机动车所有人',
    driver: '驾驶人 司机 使用人 user',
    payer: '付款人 付款方',
    buyer: '购车人 购买人 买方 purchaser',
    contact: '联系人 送修人 contact person',
  },
  '与车辆的关系',
  'vehicle role',
)

export const personFields = [
  field(
    'name',
    '姓名 / Name',
    'customer',
    text(120),
    '客户姓名|客户名称|名字|车主|车主姓名|联系人|full name|customer name|contact|owner|contact.name',
  ),
  field('salutation', '称谓 / Salutation', 'customer', salutation, '称呼|title|mr/ms'),
  field(
    'phone',
    '电话 / Phone',
    'customer',
    phone,
    '手机|手机号|手机号码|联系电话|移动电话|电话号码|mobile|cell|telephone|phone number|mobile phone|tel|phone1',
    { match: 'phone', shaped: true },
  ),
  field(
    'phone2',
    '备用电话 / Second phone',
    'customer',
    phone,
    '联系电话2|电话2|其他电话|家庭电话|座机|phone2|mobile2|other phone|home phone',
    { match: 'phone' },
  ),
  field('email', '邮箱 / E-mail', 'customer', email, '电子邮箱|邮件|email|e-mail|mail|email address', {
    match: 'email',
    shaped: true,
  }),
  field(
    'openId',
    '微信 OpenID / WeChat OpenID',
    'customer',
    code(80),
    'openid|open_id|wechat openid|unionid',
    { match: 'open-id' },
  ),
] as const

/** The field of the file for one of the customer's. */
export const profileKey = (name: ProfileName): string => (name === 'income' ? 'monthlyIncome' : name)

export const customerFields = [
  ...personFields,
  field(
    'externalId',
    '外部编号 / External number',
    'source record',
    code(),
    '客户编号|档案号|客户号|会员号|内部编号|编号|external_no|external id|customer|customer id|customer no|customer number|id|prospect id|member no',
    { match: 'external' },
  ),
  field('sex', '性别 / Sex', 'customer', sex, 'gender'),
  field(
    'residentId',
    '身份证号 / Resident ID',
    'customer',
    residentId,
    '证件号码|证件号|身份证|身份证号码|id_no|id number|id card|identity card',
    { match: 'resident-id', shaped: true },
  ),
  field('birthOn', '出生日期 / Birthday', 'customer', pastDay, '生日|birthday|date of birth|dob|birth date'),
  field(
    'company',
    '公司 / Company',
    'customer',
    text(160),
    '公司名称|单位|单位名称|工作单位|company name|organisation|organization|employer',
  ),
  field(
    'creditCode',
    '统一社会信用代码 / Credit code',
    'customer',
    creditCode,
    '信用代码|社会信用代码|税号|credit_code|uscc',
    { match: 'credit-code', shaped: true },
  ),
  field(
    'division',
    '地区 / Place',
    'customer',
    division,
    '所在城市|城市|省市|区域|所在地|city|province|region|division|state',
  ),
  field(
    'address',
    '地址 / Address',
    'customer',
    text(300),
    '联系地址|住址|家庭地址|详细地址|street|street address|home address',
  ),
  field(
    'preferredChannel',
    '联系偏好 / Preferred channel',
    'customer',
    channel,
    '偏好渠道|首选联系方式|preferred contact',
  ),
  field('preferredHours', '方便时间 / Preferred hours', 'customer', text(60), '方便联系时间|best time'),
  field('marital', '婚姻状况 / Marital status', 'customer', marital, '婚否|婚姻|家庭状况|marital'),
  field(
    'children',
    '子女数 / Children',
    'customer',
    childCount,
    '子女|孩子数|子女数量|number of children|kids',
  ),
  field('education', '学历 / Education', 'customer', education, '教育程度|文化程度|最高学历|degree'),
  field(
    // Not `income`: under that head other systems keep a year's.
    'monthlyIncome',
    '税后月收入 / Monthly income',
    'customer',
    income,
    '月收入|个人月收入|月均收入|税后月均收入|monthly_income|monthly income after tax',
  ),
  field('occupation', '职业 / Occupation', 'customer', text(longestOccupation), '职务|profession'),
  field('interests', '兴趣爱好 / Interests', 'customer', text(longestInterests), '兴趣|爱好|hobby|hobbies'),
  field(
    'plate',
    '车牌 / Plate',
    'vehicle',
    plate,
    '车牌号|牌照|牌照号|车牌号码|plate_no|number plate|licence plate|license plate',
    { match: 'plate', shaped: true },
  ),
  field('vin', '车架号 / VIN', 'vehicle', vin, 'vin|vin码|车辆识别代号|底盘号|chassis|chassis number', {
    match: 'vin',
    shaped: true,
  }),
  field(
    'vehicleRole',
    '与车辆的关系 / Vehicle role',
    'vehicle',
    vehicleRole,
    '与车辆关系|车辆关系|人车关系|车辆角色|vehicle_role|role around the car',
  ),
  field(
    'model',
    '车型 / Model',
    'vehicle',
    text(120),
    '购买车型|车辆型号|车系|现有车型|vehicle model|car model|variant',
  ),
  field(
    'boughtOn',
    '购车日期 / Bought on',
    'vehicle',
    pastDay,
    '交车时间|购买日期|交车日期|销售日期|bought_on|purchase date|delivery date|sold on',
  ),
  field(
    'lastServiceOn',
    '最近进厂 / Last service',
    'vehicle',
    pastDay,
    '最近进厂日期|上次保养时间|上次保养|最近保养日期|last_service_on|last service date',
  ),
  field(
    'mileage',
    '里程 / Mileage (km)',
    'vehicle',
    whole(0, 3_000_000),
    '行驶里程|公里数|mileage_km|odometer|km',
  ),
  field('price', '成交价 / Price paid', 'vehicle', money, '购车价格|成交金额|price_yuan|price|sale price'),
  field(
    'consentCarmaker',
    '同意厂家联系 / Carmaker may contact',
    'consent',
    flag,
    '厂方联系许可|同意厂方联系|oem_contact_ok|oem consent|consent carmaker|consent_carmaker',
  ),
  field(
    'consentDealer',
    '同意经销商联系 / Dealer may contact',
    'consent',
    flag,
    '本店联系许可|同意本店联系|dealer_contact_ok|dealer consent|consent dealer|consent_dealer',
  ),
  field(
    'consentAt',
    '同意时间 / Consent given at',
    'consent',
    pastInstant,
    '授权时间|签署时间|consent_at|consent time|consent date',
  ),
  field(
    'recordedAt',
    '更新时间 / Recorded at',
    'source record',
    pastInstant,
    '更新日期|最后更新|最后修改时间|修改时间|updated_at|last updated|modified|updated',
  ),
  field(
    'dealerCode',
    '经销商编码 / Dealer code',
    'source record',
    code(40),
    '经销商|门店|门店编码|店代码|dealer_code|dealer|store',
  ),
  field(
    'note',
    '备注 / Note',
    'source record',
    text(2000),
    '说明|备注信息|remark|remarks|comment|comments|memo',
  ),
]

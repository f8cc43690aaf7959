import { day, pastInstant } from '../values/days.ts'
import { division, residentId, vin } from '../values/identifiers.ts'
import { money } from '../values/numbers.ts'
import { code, text, word } from '../values/texts.ts'
import { contacted, flag, grade, horizon, sex } from '../values/words.ts'
import { personFields } from './customers.ts'
import { field } from './kind.ts'

export const leadFields = [
  ...personFields,
  field('externalId', '线索编号 / Lead number', 'lead', code(200), '线索号|编号|lead_no|lead id|externalId|prospect id|enquiry no|id', { match: 'external' }),
  field('createdAt', '留资时间 / Captured at', 'lead', pastInstant, '创建时间|线索时间|留资日期|created_at|capturedAt|created|enquiry date|request date|date'),
  field('sex', '性别 / Sex', 'customer', sex, 'gender'),
  field('residentId', '身份证号 / Resident ID', 'customer', residentId, '证件号码|证件号|身份证|id_no', { match: 'resident-id' }),
  field('company', '公司 / Company', 'customer', text(160), '公司名称|单位|company name'),
  field('division', '地区 / Place', 'customer', division, '省市|所在城市|城市|city|region|province|place'),
  field('address', '地址 / Address', 'customer', text(300), '联系地址|street'),
  field('brand', '品牌 / Brand', 'lead', text(80), 'make|意向品牌'),
  field('series', '意向车系 / Series', 'lead', text(80), '车系|意向车型|model|series of interest'),
  field('variant', '意向版本 / Variant', 'lead', text(120), '车型|版本|配置|trim|model of interest'),
  field('source', '来源渠道 / Source', 'lead', word, '来源|线索来源|渠道|lead source'),
  field('medium', '媒体 / Medium', 'lead', word, '媒介|lead origin|utm_medium'),
  field('campaign', '活动编码 / Campaign', 'lead', code(120), '活动|campaign_code|campaignCode|utm_campaign'),
  field('trackingCode', '跟踪码 / Tracking code', 'lead', code(120), '监测码|tracking_code|trackingCode'),
  field('landingPage', '落地页 / Landing page', 'lead', text(500), '来源页面|landing_page|landingPage|url'),
  field('horizon', '购车时间 / Purchase horizon', 'lead', horizon, '预计购车时间|购车周期|purchase_horizon|purchaseHorizon|timeframe'),
  field('grade', '意向级别 / Intent grade', 'lead', grade, '级别|意向等级|线索级别'),
  field('budgetFen', '预算 / Budget', 'lead', money, '购车预算|成交意向价|budget_yuan|budgetYuan|offered price'),
  field('tradeIn', '是否置换 / Trade-in', 'lead', flag, '置换|旧车置换|trade_in|tradeIn'),
  field('message', '留言 / Message', 'lead', text(4_000), '客户留言|咨询内容|comments|comment'),
  field('consentCarmaker', '同意厂家联系 / Carmaker may contact', 'consent', flag, 'consent_carmaker|oem consent'),
  field('consentCarmakerAt', '厂家同意时间 / Carmaker consent at', 'consent', pastInstant, 'consents.carmaker.at'),
  field('consentDealer', '同意经销商联系 / Dealer may contact', 'consent', flag, '单独同意|consent_dealer|dealer consent'),
  field('consentAt', '同意时间 / Consent given at', 'consent', pastInstant, '授权时间|consent_at|consents.dealer.at|consent time'),
  field('consentEvidence', '同意凭证 / Consent evidence', 'consent', text(500), 'consents.dealer.evidence|consents.carmaker.evidence'),
  field('dealerCode', '经销商编码 / Dealer code', 'lead', code(40), '经销商|门店编码|dealer_code|dealerCode|dealer'),
  field('consultant', '顾问 / Consultant', 'lead', text(60), '销售顾问|跟进人|负责人|salesperson|owner'),
  field('dispatchedAt', '派发时间 / Dispatched at', 'lead', pastInstant, '下发时间|dispatched_at|assigned at'),
  field('firstFeedbackAt', '首次反馈 / First feedback at', 'lead', pastInstant, '首次跟进时间|首次回访时间|first_feedback_at|first contact'),
  field('contacted', '是否联系上 / Contacted', 'lead', contacted, '联系结果|reached'),
  field('visitAt', '到店时间 / Visit at', 'lead', pastInstant, '到店日期|visit_at|visited at'),
  field('testDriveAt', '试驾时间 / Test drive at', 'lead', pastInstant, '试驾日期|test_drive_at'),
  field('orderAt', '下订时间 / Order at', 'lead', pastInstant, '订单时间|下订日期|order_at|ordered at'),
  field('deliveryAt', '交车时间 / Delivery at', 'lead', pastInstant, '交付时间|交车日期|delivery_at|delivered at'),
  field('priceFen', '成交价 / Price', 'lead', money, '成交价格|成交金额|price_yuan|price'),
  field('vin', '车架号 / VIN', 'vehicle', vin, 'vin|车辆识别代号', { match: 'vin' }),
  field('lostAt', '战败时间 / Lost at', 'lead', pastInstant, '战败日期|lost_at'),
  field('lostReason', '战败原因 / Lost reason', 'lead', text(120), 'lost_reason|reason'),
  field('nextStep', '下一步 / Next step', 'lead', text(200), '后续动作|next_step'),
  field('nextStepOn', '下次跟进 / Next step on', 'lead', day, '下次跟进日期|下次回访|next_step_on|follow up on'),
  field('note', '备注 / Note', 'lead', text(4_000), '说明|跟进记录|remark|remarks|notes'),
]

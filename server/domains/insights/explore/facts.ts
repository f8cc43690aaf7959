import { lostReasonWords, stageWords } from '../../../../contract/lead-words.ts'
import { repairKindWords } from '../../../../contract/service.ts'
import {
  all,
  brand,
  campaign,
  code,
  count,
  dealer,
  each,
  type Fact,
  measure,
  medium,
  place,
  rate,
  ratio,
  region,
  series,
  source,
  sum,
  times,
} from './fact.ts'

/*
 * The whitelist of exploration: what may be counted, by what. SQL is composed of these texts and of nothing else, over
 * the views of views.sql, so that who asks can only choose and never write.
 */

const taken = 'toInt64(sumIf(ifNull(revenue_fen, 0), is_delivered))'
const leads: Fact = {
  key: 'leads',
  title: { zh: '线索', en: 'Leads' },
  note: {
    zh: '按获取日期计入期间；之后的步骤算到现在',
    en: 'Counted by the day they were captured; later steps as they stand now',
  },
  view: 'lead',
  day: 'captured_on',
  filters: all,
  register: ['A24-01'],
  dimensions: [
    ...times('captured_on'),
    brand,
    region,
    dealer,
    series,
    medium,
    campaign,
    source,
    code('grade', '等级', 'Grade'),
    code('stage', '阶段', 'Stage', stageWords),
    code('lost_reason', '战败原因', 'Lost reason', lostReasonWords),
  ],
  measures: [
    count('leads', 'count()', ['线索', 'Leads'], ['获取的线索', 'Leads captured']),
    count('dispatched', 'countIf(is_dispatched)', ['派发', 'Dispatched'], ['派到经销商', 'Sent to a dealer']),
    count(
      'in-time',
      'countIf(is_in_time)',
      ['及时', 'In time'],
      ['在期限内首次反馈', 'First feedback before it was due'],
    ),
    count('visits', 'countIf(is_visited)', ['到店', 'Visits'], ['到过店', 'Came to the showroom']),
    count('test-drives', 'countIf(is_test_driven)', ['试驾', 'Test drives'], ['试驾过', 'Drove the car']),
    count('orders', 'countIf(is_ordered)', ['下订', 'Orders'], ['已下订', 'Ordered']),
    count('deliveries', 'countIf(is_delivered)', ['交车', 'Deliveries'], ['已交车', 'Cars handed over']),
    count('lost', 'countIf(is_lost)', ['战败', 'Lost'], ['已战败', 'Lost']),
    count('open', 'countIf(is_open)', ['跟进中', 'Open'], ['尚未关闭', 'Not closed yet']),
    rate(
      'in-time-rate',
      'countIf(is_in_time)',
      'countIf(is_dispatched)',
      ['及时率', 'In-time rate'],
      ['及时 ÷ 派发', 'In time ÷ dispatched'],
    ),
    rate(
      'visit-rate',
      'countIf(is_visited)',
      'count()',
      ['到店率', 'Visit rate'],
      ['到店 ÷ 线索', 'Visits ÷ leads'],
    ),
    rate(
      'order-rate',
      'countIf(is_ordered)',
      'count()',
      ['下订率', 'Order rate'],
      ['下订 ÷ 线索', 'Orders ÷ leads'],
    ),
    rate(
      'lost-rate',
      'countIf(is_lost)',
      'count()',
      ['战败率', 'Lost rate'],
      ['战败 ÷ 线索', 'Lost ÷ leads'],
    ),
    sum('revenue', taken, ['成交额', 'Revenue'], ['已交车线索的成交价之和', 'Prices of the cars delivered']),
    measure(
      'days-to-order',
      'days',
      `if(countIf(is_ordered) = 0, null, avgIf(dateDiff('hour', captured_at, ordered_at) / 24, is_ordered))`,
      ['下订天数', 'Days to order'],
      ['从获取到下订的平均天数', 'Days from capture to order, on average'],
    ),
  ],
}

const deliveries: Fact = {
  key: 'deliveries',
  title: { zh: '交车', en: 'Deliveries' },
  note: { zh: '按交车日期计入期间', en: 'Counted by the day the car was handed over' },
  view: 'delivery',
  day: 'delivered_on',
  filters: ['period', 'compare', ...place, 'series'],
  register: ['A24-01'],
  dimensions: [...times('delivered_on'), brand, region, dealer, series, medium, campaign, source],
  measures: [
    count('deliveries', 'count()', ['交车', 'Deliveries'], ['交付的车', 'Cars handed over']),
    count('customers', 'uniqExact(customer_id)', ['客户', 'Customers'], ['不重复的买主', 'Different buyers']),
    sum('revenue', 'sum(price_fen)', ['成交额', 'Revenue'], ['成交价之和', 'Prices added up']),
    each(
      'average-price',
      'sum(price_fen)',
      'count()',
      ['平均成交价', 'Average price'],
      ['成交额 ÷ 交车', 'Revenue ÷ deliveries'],
    ),
  ],
}

const repairOrders: Fact = {
  key: 'repair-orders',
  title: { zh: '维修工单', en: 'Repair orders' },
  note: {
    zh: '按开单日期计入期间；只含认得出客户的工单',
    en: 'Counted by the day they were opened; only those of known customers',
  },
  view: 'repair_order',
  day: 'opened_on',
  filters: ['period', 'compare', ...place, 'series'],
  register: ['A24-01'],
  dimensions: [
    ...times('opened_on'),
    brand,
    region,
    dealer,
    series,
    code('kind', '类型', 'Kind', repairKindWords),
  ],
  measures: [
    count('orders', 'count()', ['工单', 'Orders'], ['开的工单', 'Repair orders opened']),
    count(
      'customers',
      'uniqExact(customer_id)',
      ['客户', 'Customers'],
      ['不重复的来厂客户', 'Different customers'],
    ),
    sum('total', 'sum(total_fen)', ['工单总额', 'Total'], ['应付总额之和', 'Totals added up']),
    sum('labour', 'sum(labour_fen)', ['工时费', 'Labour'], ['工时费之和', 'Labour added up']),
    sum('parts', 'sum(parts_fen)', ['配件费', 'Parts'], ['配件费之和', 'Parts added up']),
    sum('accessories', 'sum(accessories_fen)', ['精品', 'Accessories'], ['精品之和', 'Accessories added up']),
    each(
      'average',
      'sum(total_fen)',
      'count()',
      ['单均', 'Average order'],
      ['总额 ÷ 工单', 'Total ÷ orders'],
    ),
    measure(
      'visits-each',
      'number',
      ratio('count()', 'uniqExact(customer_id)'),
      ['人均来厂', 'Visits each'],
      ['工单 ÷ 客户', 'Orders ÷ customers'],
    ),
    rate(
      'free-share',
      'countIf(total_fen = 0)',
      'count()',
      ['免费占比', 'Free of charge'],
      ['总额为零的工单 ÷ 工单', 'Orders of zero ÷ orders'],
    ),
  ],
}

const spend: Fact = {
  key: 'spend',
  title: { zh: '花费', en: 'Spend' },
  note: {
    zh: '按花费日期计入期间；只有总部和品牌可见',
    en: 'Counted by the day it was spent; head office and the brand only',
  },
  view: 'spend',
  day: 'day',
  filters: ['period', 'compare', 'brand', 'region', 'medium', 'campaign'],
  register: ['A24-01'],
  money: true,
  dimensions: [...times('day'), brand, region, medium, campaign],
  measures: [
    sum('spend', 'sum(spend_fen)', ['花费', 'Spend'], ['媒体花费之和', 'What media billed']),
    count(
      'impressions',
      'toInt64(sum(impressions))',
      ['曝光', 'Impressions'],
      ['曝光之和', 'Impressions added up'],
    ),
    count('clicks', 'toInt64(sum(clicks))', ['点击', 'Clicks'], ['点击之和', 'Clicks added up']),
    count('contacts', 'toInt64(sum(contacts))', ['触达', 'Contacts'], ['触达之和', 'Contacts added up']),
    rate(
      'click-rate',
      'sum(clicks)',
      'sum(impressions)',
      ['点击率', 'Click rate'],
      ['点击 ÷ 曝光', 'Clicks ÷ impressions'],
    ),
    each(
      'cost-per-click',
      'sum(spend_fen)',
      'sum(clicks)',
      ['每点击', 'Cost per click'],
      ['花费 ÷ 点击', 'Spend ÷ clicks'],
    ),
    each(
      'cost-per-contact',
      'sum(spend_fen)',
      'sum(contacts)',
      ['每触达', 'Cost per contact'],
      ['花费 ÷ 触达', 'Spend ÷ contacts'],
    ),
  ],
}

const dailyCounts: Fact = {
  key: 'daily-counts',
  title: { zh: '日报', en: 'Daily counts' },
  note: {
    zh: '经销商日报；漏报的日子没有数',
    en: 'The dealers’ daily reports; a missing one counts nothing',
  },
  view: 'daily_count',
  day: 'day',
  filters: ['period', 'compare', ...place],
  register: ['A24-01', 'A3-08'],
  dimensions: [...times('day'), brand, region, dealer],
  measures: [
    count(
      'showroom-visits',
      'toInt64(sum(showroom_visits))',
      ['展厅人流', 'Showroom visits'],
      ['人流之和', 'Visitors added up'],
    ),
    count(
      'phone-enquiries',
      'toInt64(sum(phone_enquiries))',
      ['来电', 'Phone enquiries'],
      ['来电之和', 'Enquiries added up'],
    ),
    count('reports', 'count()', ['日报', 'Reports'], ['收到的日报', 'Reports received']),
    rate(
      'late-share',
      'countIf(late)',
      'count()',
      ['迟报占比', 'Late reports'],
      ['迟报 ÷ 日报', 'Late ÷ reports'],
    ),
    measure(
      'visits-per-report',
      'number',
      ratio('sum(showroom_visits)', 'count()'),
      ['日均人流', 'Visits a day'],
      ['人流 ÷ 日报', 'Visits ÷ reports'],
    ),
  ],
}

export const facts: readonly Fact[] = [leads, deliveries, repairOrders, spend, dailyCounts]

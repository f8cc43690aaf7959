import type { Refusal } from './problem.ts'

/** Refusals of the leads domain. */
export const leadProblems = {
  consentMissing: {
    status: 422,
    zh: '没有该客户对 {dealer} 的单独同意，不能派发',
    en: 'This person has not given separate consent for {dealer}; it cannot be dispatched',
  },
  closed: { status: 409, zh: '线索已关闭', en: 'The lead is closed' },
  notHeldByDealer: { status: 409, zh: '线索不在经销商手中', en: 'No dealer holds this lead' },
  notHeldByYou: { status: 409, zh: '线索不在你的门店', en: 'Your dealer does not hold this lead' },
  wrongStage: { status: 409, zh: '不能从“{from}”到“{to}”', en: 'A lead cannot go from “{from}” to “{to}”' },
  dealerUnfit: { status: 422, zh: '{dealer} 不能接收：{reason}', en: '{dealer} cannot take it: {reason}' },
  alreadyThere: { status: 409, zh: '线索已经在 {dealer}', en: '{dealer} already holds this lead' },
  notConsultant: {
    status: 422,
    zh: '不是本店可接线索的在职人员',
    en: 'Not an active colleague of this dealer who may hold leads',
  },
  claimLimit: {
    status: 409,
    zh: '今日领取已达上限 {most} 条',
    en: 'Today’s limit of {most} claims is reached',
  },
  claimedAlready: { status: 409, zh: '刚被别家领取', en: 'Another dealer has just claimed it' },
  disputeOpen: { status: 409, zh: '已有待决的争议', en: 'A dispute is already open' },
  clockRunOut: {
    status: 409,
    zh: '时限已过，不能再提出争议',
    en: 'The time has run out; a dispute is no longer possible',
  },
  notWaiting: { status: 409, zh: '线索不在等待派发', en: 'The lead is not waiting for dispatch' },
  undoLate: {
    status: 409,
    zh: '超过 {seconds} 秒，不能撤销',
    en: 'Later than {seconds} seconds; it cannot be undone',
  },
  undoChanged: {
    status: 409,
    zh: '之后又有变化，不能撤销',
    en: 'Something has happened since; it cannot be undone',
  },
  formClosed: {
    status: 404,
    zh: '表单不存在或活动已结束',
    en: 'The form does not exist or its campaign has ended',
  },
  notAdf: { status: 422, zh: '不是可读的 ADF：{reason}', en: 'Not readable ADF: {reason}' },
  busy: {
    status: 503,
    zh: '正在处理的线索过多，请稍后再试',
    en: 'Too many leads are waiting; try again shortly',
  },
} satisfies Record<string, Refusal>

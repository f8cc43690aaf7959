import type { Question } from '../door.ts'
import { ageingSplit } from './ageing-split/question.ts'
import { basketItems } from './basket-items/question.ts'
import { baskets } from './baskets/question.ts'
import { benchmarkCells } from './benchmark/question.ts'
import { byConsultant } from './by-consultant/question.ts'
import { cartCustomers } from './cart-customers/question.ts'
import { cartItems } from './cart-items/question.ts'
import { cartNext } from './cart-next/question.ts'
import { cartRows } from './cart-rows/question.ts'
import { coverageQuestion } from './coverage/question.ts'
import { customerMonths } from './customer-months/question.ts'
import { customersByDivision } from './customers-by-division/question.ts'
import { divisionCustomers } from './division-customers/question.ts'
import { funnelQuestion } from './funnel/question.ts'
import { marketCells } from './market-cells/question.ts'
import { monthlySales } from './monthly-sales/question.ts'
import { nextCustomers } from './next-customers/question.ts'
import { nextProducts } from './next-products/question.ts'
import { takeUp } from './take-up/question.ts'

/** Questions about products, sales and the market. */
export const marketQuestions = [
  baskets,
  basketItems,
  nextProducts,
  nextCustomers,
  cartItems,
  cartRows,
  cartNext,
  cartCustomers,
  takeUp,
  byConsultant,
  funnelQuestion,
  ageingSplit,
  monthlySales,
  marketCells,
  customersByDivision,
  divisionCustomers,
  coverageQuestion,
  benchmarkCells,
  customerMonths,
] as Question[]

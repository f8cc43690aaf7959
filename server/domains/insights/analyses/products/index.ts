import type { Analysis } from '../analysis.ts'
import { basketRules } from './basket-rules.ts'
import { leftInCart } from './left-in-cart.ts'
import { nextProduct } from './next-product.ts'
import { coloursTakeUp, optionsTakeUp } from './take-up.ts'

export const productsAnalyses: Analysis[] = [
  basketRules,
  leftInCart,
  nextProduct,
  optionsTakeUp,
  coloursTakeUp,
]

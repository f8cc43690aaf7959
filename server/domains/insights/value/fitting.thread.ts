import { answerThread } from '../../../kernel/threads.ts'
import type { Fitting } from './fitting.ts'
import { expectOf, type Future } from './future.ts'
import { fitLapse, type LapseFit } from './lapse.ts'

answerThread<Fitting, Future | LapseFit | null>((given) =>
  'past' in given ? expectOf(given.past) : fitLapse(given.lapse),
)

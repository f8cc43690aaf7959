import { isRequiredAt, type JudgedField, type ProcessStep } from '../../../../../contract/credibility.ts'
import { type PolicyStep, policySteps, readStepPolicy } from '../../../../../contract/step-policy.ts'
import { useRead } from '../../../app/query.ts'

const isPolicyStep = (step: ProcessStep): step is PolicyStep =>
  (policySteps as readonly string[]).includes(step)

/** What a form marks is what the server insists on: the saved policy, and what the steps start with until it is here. */
export const useRequiredAt = () => {
  const { data } = useRead(readStepPolicy, {}, { staleSeconds: 300 })
  return (step: ProcessStep, field: JudgedField): boolean => {
    // A car without a VIN is not delivered, whatever is saved.
    if (!data || !isPolicyStep(step) || field === 'vin') return isRequiredAt(step, field)
    return field === 'name' || data.required[step].some((one) => one === field)
  }
}

import { useTranslation } from 'react-i18next'
import { type Fault, faultWords, type JudgedField } from '../../../../../contract/credibility.ts'
import { useLanguage, useTexts } from '../../../app/i18n.ts'

/** Fields and what is wrong with them, in the reader's words. */
export const useFieldWords = () => {
  const { t } = useTranslation('customers')
  const { t: quality } = useTranslation('quality')
  const { field: fields } = useTexts('customers')
  const { say, language } = useLanguage()
  const comma = language === 'zh-CN' ? '、' : ', '
  const known: Record<string, string> = { ...fields, vin: 'VIN', plate: t('field.plates') }
  const name = (field: JudgedField): string => known[field] ?? field
  const fault = ({ field, fault }: { field: JudgedField; fault: string | null }): string =>
    fault && fault in faultWords
      ? `${name(field)}${language === 'zh-CN' ? '' : ': '}${say(faultWords[fault as Fault])}`
      : name(field)
  return {
    name,
    names: (list: readonly JudgedField[]) => list.map(name).join(comma),
    faults: (list: readonly { field: JudgedField; fault: string | null }[]) => list.map(fault).join(comma),
    reason: (reason: string | null) => {
      const words: Record<string, string> = quality('reason', { returnObjects: true }) as Record<
        string,
        string
      >
      return (reason && words[reason]) ?? reason ?? ''
    },
  }
}

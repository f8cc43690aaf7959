import { useTranslation } from 'react-i18next'
import { usePhone } from '../../../app/appearance.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Kbd } from '../../../ui/Marks.tsx'

type Props = {
  may: boolean
  people: number
  /** Of a partial merge; empty when it would not be one. */
  letters: string[]
  decide: { merge: () => void; some: () => void; apart: (askWhy: boolean) => void; unsure: () => void }
}

/** The four answers, each with its key. */
export const Actions = ({ may, people, letters, decide }: Props) => {
  const { t } = useTranslation('review')
  const { language } = useLanguage()
  const phone = usePhone()
  if (!may)
    return (
      <footer className="mr-act">
        <span className="cap">{t('readOnly')}</span>
      </footer>
    )
  const listed = new Intl.ListFormat(language, { type: 'conjunction' }).format(letters)
  const spaced =
    language === 'en' ? listed : listed.replaceAll(/([A-F])(?=[和、])|(?<=[和、])([A-F])/g, ' $1$2 ').trim()
  const keys = (name: string) => (phone ? {} : { keys: name })
  return (
    <footer className="mr-act">
      <Button look="primary" big onClick={decide.merge} {...keys('M')}>
        {people === 2 ? t('mergeTwo') : t('mergeAll', { n: people })}
      </Button>
      {letters.length > 0 && (
        <Button big onClick={decide.some} {...keys('2')}>
          {t('mergeSome', { letters: spaced })}
        </Button>
      )}
      <Button big onClick={(event) => decide.apart(event.shiftKey)} {...keys('N')}>
        {t('apart')}
      </Button>
      <Button big look="quiet" onClick={decide.unsure} {...keys('U')}>
        {t('unsure')}
      </Button>
      <span className="cap not-phone mr-keys">
        <span>
          <Kbd>J</Kbd> <Kbd>K</Kbd> {t('key.moves')}
        </span>
        <span>
          <Kbd>←</Kbd> <Kbd>→</Kbd> {t('key.picks')}
        </span>
        <span>
          <Kbd>Z</Kbd> {t('undo')}
        </span>
      </span>
    </footer>
  )
}

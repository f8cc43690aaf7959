import { useTranslation } from 'react-i18next'
import { Anchor } from '../../ui/Anchor.tsx'
import { Section } from '../../ui/Panel.tsx'
import { Note } from '../../ui/Problem.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { RowStatus } from './Register.tsx'
import type { Row } from './rows.ts'

const Named = ({ title, names, link = false }: { title: string; names: string[]; link?: boolean }) =>
  names.length === 0 ? null : (
    <>
      <Section title={title} />
      <ul className="rg-names">
        {names.map((name) => (
          <li key={name} className="mono">
            {link && /^\/[\w/-]*$/.test(name) ? <Anchor to={name}>{name}</Anchor> : name}
          </li>
        ))}
      </ul>
    </>
  )

type Props = {
  row: Row
  onClose: () => void
  onPrevious: (() => void) | undefined
  onNext: (() => void) | undefined
}

/** One row in full: what it asks, how far it is, and where to see and prove it. */
export const RowDrawer = ({ row, onClose, onPrevious, onNext }: Props) => {
  const { t } = useTranslation('register')
  const nothing = row.screens.length + row.api.length + row.tests.length === 0
  return (
    <SideDrawer
      title={row.id}
      sub={row.kind}
      head={
        <>
          <RowStatus status={row.status} />
          <span className="cap">{t(`means.${row.status}`)}</span>
        </>
      }
      onClose={onClose}
      onPrevious={onPrevious}
      onNext={onNext}
    >
      <div className="rg-asked">
        <b>{row.capability}</b>
        <p className="q2">{row.detail}</p>
      </div>
      <Named title={t('screens')} names={row.screens} link />
      <Named title={t('api')} names={row.api} />
      <Named title={t('tests')} names={row.tests} />
      {nothing && row.status !== 'context' && <Note>{t('nothing')}</Note>}
    </SideDrawer>
  )
}

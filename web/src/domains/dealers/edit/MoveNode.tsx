import { useTranslation } from 'react-i18next'
import { parentKinds, placeNode, previewPlacement, readNode } from '../../../../../contract/dealers.ts'
import type { Reply } from '../../../../../contract/endpoint.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { Field, useFieldValue, useForm } from '../../../ui/Form.tsx'
import { Choice } from '../../../ui/inputs.tsx'
import { Avatar } from '../../../ui/Marks.tsx'
import { Section } from '../../../ui/Panel.tsx'
import { Note, Problem } from '../../../ui/Problem.tsx'
import { FormDrawer } from '../../../ui/SideDrawer.tsx'
import { useNetwork } from '../useNetwork.ts'

type Preview = Reply<typeof previewPlacement>

const People = ({ title, people, none }: { title: string; people: Preview['loses']; none: string }) => {
  const { say } = useLanguage()
  return (
    <>
      <Section title={title} note={people.length || undefined} />
      {people.length === 0 && <p className="cap">{none}</p>}
      <ul className="mv-people">
        {people.map((one) => (
          <li key={one.id} className="row">
            <Avatar name={one.name} />
            <b className="cut" title={one.name}>
              {one.name}
            </b>
            <span className="q2 cut">{[one.nodeName, ...one.roles.map(say)].join(' · ')}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

const Sight = ({ id }: { id: string }) => {
  const { t } = useTranslation('dealers')
  const parentId = useFieldValue('parentId') as string | undefined
  const { data, problem, loading } = useRead(
    previewPlacement,
    { params: { id }, query: { parentId: parentId ?? '' } },
    { enabled: parentId !== undefined },
  )
  if (!parentId) return <p className="cap">{t('move.choose')}</p>
  if (problem) return <Problem problem={problem} />
  if (loading || !data) return <span className="bone" />
  return (
    <>
      <Note icon="fork">{t('move.what', { n: data.dealers, from: data.from.name, to: data.to.name })}</Note>
      <People title={t('move.loses')} people={data.loses} none={t('move.nobodyLoses')} />
      <People title={t('move.gains')} people={data.gains} none={t('move.nobodyGains')} />
      <p className="cap">{t('move.later')}</p>
    </>
  )
}

/** An area or a dealer below another parent of its brand; who then sees it, and who no longer does, comes first. */
export const MoveNode = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation('dealers')
  const { branches, nameOf } = useNetwork()
  const { data: node } = useRead(readNode, { params: { id } })
  const write = useWrite(placeNode, {
    quiet: true,
    done: (saved) => t('move.done', { name: saved.name, to: nameOf(saved.parentId) }),
    onDone: onClose,
  })
  const use = useForm<{ parentId: string }>(({ parentId }) =>
    write.send({ params: { id }, body: { parentId, version: node?.version ?? 0 } }),
  )
  const now = branches.find((one) => one.id === node?.parentId)
  const places = branches.filter(
    (one) =>
      node &&
      one.active &&
      one.id !== node.parentId &&
      one.brandId === now?.brandId &&
      parentKinds[node.kind].includes(one.kind),
  )
  return (
    <FormDrawer
      use={use}
      title={node?.name ?? ''}
      sub={node?.code}
      label={t('move.title')}
      submitLabel={t('move.save')}
      onClose={onClose}
    >
      <p className="cap">{t('move.now', { parent: now?.name ?? '' })}</p>
      <Field name="parentId" label={t('move.to')} required>
        <Choice
          options={places.map((one) => ({
            value: one.id,
            label: one.kind === 'area' ? `${nameOf(one.parentId)} · ${one.name}` : one.name,
          }))}
        />
      </Field>
      <Sight id={id} />
    </FormDrawer>
  )
}

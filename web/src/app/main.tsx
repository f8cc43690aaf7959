import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../ui/css/index.css'
import { showWholeText } from '../ui/wholeText.ts'
import { startLanguage } from './i18n.ts'
import { Root } from './Root.tsx'

const place = document.getElementById('root')
await startLanguage()
showWholeText()
if (place)
  createRoot(place).render(
    <StrictMode>
      <Root />
    </StrictMode>,
  )

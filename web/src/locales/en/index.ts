import app from './app.ts'
import dealers from './dealers.ts'
import session from './session.ts'
import ui from './ui.ts'

export default { app, dealers, session, ui }

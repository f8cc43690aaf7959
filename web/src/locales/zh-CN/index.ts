import app from './app.ts'
import session from './session.ts'
import ui from './ui.ts'

export default { app, session, ui }

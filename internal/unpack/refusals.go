package unpack

import "github.com/unspent-dev/unspent/brand"

// The kinds that are refused.
const (
	video         Kind = "video"
	audio         Kind = "audio"
	archive       Kind = "archive"
	compressed    Kind = "compressed"
	nested        Kind = "archive_nested"
	locked        Kind = "archive_locked"
	empty         Kind = "archive_empty"
	brokenArchive Kind = "archive_damaged"
	severalMails  Kind = "mbox_several"
	brokenMail    Kind = "mail_damaged"
	brokenOutlook Kind = "msg_damaged"
	otherOutlook  Kind = "msg_no_mail"
	brokenPage    Kind = "webarchive_damaged"
	lockedPaper   Kind = "pdf_locked"
	brokenPaper   Kind = "pdf_damaged"
	mailStore     Kind = "mail_store"
	transportMail Kind = "mail_winmail"
	office        Kind = "office"
	richText      Kind = "rtf"
	postScript    Kind = "postscript"
	otherPicture  Kind = "picture_other"
	program       Kind = "program"
	font          Kind = "font"
	database      Kind = "database"
	shortcut      Kind = "shortcut"
	unknown       Kind = "binary"
)

// refusals say of each kind that is not read what it is and the way out. Each
// completes a sentence that begins with the file's name.
var refusals = map[Kind]brand.Text{
	PDF: {
		JA: "PDFです。この環境ではPDFを読み取れません。ページそのものを保存（HTMLかMHTML）するか、スクリーンショットを撮ってください",
		EN: "is a PDF, which cannot be read on this machine: save the page itself instead (HTML or MHTML), or bring a screenshot"},
	video: {
		JA: "動画（画面の録画など）です。動画は読み取れません。必要な場面（履歴の行、表示された文など）のスクリーンショットを撮るか、ページそのものを保存（HTMLかPDF）してください",
		EN: "is a video, such as a recording of the screen, which is not watched: take screenshots of what matters (the rows of the history, the " +
			"message), or save the page itself (HTML or PDF)"},
	audio: {
		JA: "音声です。音声は聞き取れません。だれがいつ何と言ったかを文章にして出してください",
		EN: "is a sound recording, which is not listened to: write down who said what and when, and bring that as text"},
	archive: {
		JA: "この形式の圧縮ファイル（アーカイブ）は開きません。展開して、中のファイルを1つずつ、または .zip にまとめて出してください",
		EN: "is an archive of a kind that is not opened: unpack it, and bring the files by themselves or as a .zip"},
	compressed: {
		JA: "この形式の圧縮は開きません。展開して、中のファイルを出してください",
		EN: "is compressed in a way that is not opened: unpack it, and bring the file that is inside"},
	nested: {
		JA: "圧縮ファイルの中の圧縮ファイルです。中まで開くのは1段だけです。展開して、中のファイルを出してください",
		EN: "is an archive within an archive, and only one level is opened: unpack it, and bring the files that are inside"},
	locked: {
		JA: "パスワードがかかった圧縮ファイルです。パスワードは聞きません。自分で展開して、中のファイルを出してください",
		EN: "is an archive with a password, and no password is ever asked for: unpack it yourself, and bring the files that are inside"},
	empty: {
		JA: "圧縮ファイルですが、読み取れるファイルが入っていません。メール（.eml）、保存したページ、画像などを出してください",
		EN: "is an archive without a file in it: bring mails (.eml), saved pages or pictures"},
	brokenArchive: {
		JA: "壊れているか、途中までしかない圧縮ファイルです。もう一度作り直すか、中のファイルを1つずつ出してください",
		EN: "is an archive that is damaged or cut short: make it again, or bring the files by themselves"},
	severalMails: {
		JA: "複数のメールが入ったメールボックスです。カードについてのメール1通だけを .eml で保存して出してください",
		EN: "is a mailbox with several mails: save the one mail about the card as .eml, and bring that"},
	brokenMail: {
		JA: "Apple メールのファイル（.emlx）ですが、途中までしかありません。メールの「別名で保存」で「Rawメッセージのソース」を選んで保存してください",
		EN: "is a mail of Apple Mail (.emlx) that is cut short: in Mail, use Save As with the format Raw Message Source"},
	brokenOutlook: {
		JA: "Outlookのメール（.msg）ですが、壊れています。Outlook on the webでメールを .eml としてダウンロードするか、添付ファイルとして転送したメールを出してください",
		EN: "is a mail of Outlook (.msg) that is damaged: download the message as .eml in Outlook on the web, or forward it as an attachment and bring that mail"},
	otherOutlook: {
		JA: "Outlookの項目（.msg）ですが、メールではありません（連絡先や予定など）。カードについてのメールを .eml で出してください",
		EN: "is an item of Outlook (.msg) that is no mail, such as a contact or an appointment: bring the mail about the card as .eml"},
	brokenPage: {
		JA: "SafariのWebアーカイブですが、ページを取り出せません。「ページのソース」（HTML）かPDFで保存し直すか、画面の画像を出してください",
		EN: "is a web archive of Safari whose page cannot be taken out: save it again as page source (HTML) or as PDF, or bring a screenshot"},
	lockedPaper: {
		JA: "パスワードのかかったPDFです。パスワードは聞きません。開いて印刷画面から「PDFとして保存」し直すか、スクリーンショットを撮ってください",
		EN: "is a PDF with a password, and no password is ever asked for: open it and print it to a new PDF, or take screenshots"},
	brokenPaper: {
		JA: "PDFですが、壊れていて読み取れません。もう一度PDFで保存するか、スクリーンショットを撮ってください",
		EN: "is a PDF that is damaged and cannot be read: save it as PDF again, or take screenshots"},
	mailStore: {
		JA: "Outlookのメールボックス全体（.pst・.ost）です。カードについてのメール1通だけを .eml で保存して出してください",
		EN: "is a whole mailbox of Outlook (.pst, .ost): save the one mail about the card as .eml, and bring that"},
	transportMail: {
		JA: "Outlookの添付データ（winmail.dat）です。元のメールを .eml で保存するか、添付ファイルとして転送してもらってください",
		EN: "is a bundle of attachments that Outlook makes (winmail.dat): save the mail itself as .eml, or have it forwarded as an attachment"},
	office: {
		JA: "Office文書（Word・Excelなど）です。表はCSV、文章やページはPDFかHTMLで保存し直してください",
		EN: "is an Office document, such as of Word or Excel: save a table as CSV, a text or a page as PDF or HTML"},
	richText: {
		JA: "リッチテキスト（RTF）です。テキスト（.txt）かPDFで保存し直すか、もとのページやメールそのものを出してください",
		EN: "is an RTF document: save it as plain text or PDF, or bring the page or the mail itself"},
	postScript: {
		JA: "PostScriptです。PDFで保存し直してください",
		EN: "is PostScript: save it as PDF"},
	otherPicture: {
		JA: "読み取れない形式の画像です（TIFF、RAW、Photoshopなど）。PNGかJPEGで保存し直すか、スクリーンショットを撮ってください",
		EN: "is a picture of a kind that is not read, such as TIFF, RAW or Photoshop: save it as PNG or JPEG, or take a screenshot"},
	program: {
		JA: "プログラムです。プログラムは読み取りません。届いたものなら、開かずに削除してください",
		EN: "is a program, which is never read: if somebody sent it to you, delete it without opening it"},
	font: {
		JA: "フォントです。カードについては何も書かれていません。メール、保存したページ、画像を出してください",
		EN: "is a font, which says nothing of a card: bring mails, saved pages or pictures"},
	database: {
		JA: "データベースです。アプリの画面の画像を撮るか、表をCSVで書き出してください",
		EN: "is a database: take a screenshot of the app, or export the table as CSV"},
	shortcut: {
		JA: "ファイルやページへのショートカット（リンク）だけです。元のファイルか、ページそのものを保存したものを出してください",
		EN: "is only a shortcut to a file or a page: bring that file, or save the page itself"},
	unknown: {
		JA: "読み取れない種類のファイルです。メール（.eml）、保存したページ（HTML・MHTML・PDF）、表（CSV）、文章、画像を出してください",
		EN: "is of a kind that is not read: bring a mail (.eml), a saved page (HTML, MHTML or PDF), a table (CSV), text or a picture"},
}

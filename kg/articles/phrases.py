"""The phrases and shapes of furniture, as regular expressions: what sites put around and into their articles."""

from __future__ import annotations

import re

_I = re.IGNORECASE

#: Agencies and picture desks as credits name them.
AGENCY = (
    r"(?:Getty(?: Images)?|AP(?: Photo| Images)?|The Associated Press|Associated Press|AFP|Agence France-Presse|Reuters"
    r"|REUTERS|UPI|PA(?: Wire| Images| Archive| Media)?|Press Association|EPA(?:-EFE)?|EFE|Xinhua|Shutterstock|Alamy"
    r"|Bloomberg|Zuma(?: Press| Wire)?|ZUMA(?: Press| Wire)?|Rex(?: Features)?|REX|Splash News|WireImage|FilmMagic|Corbis"
    r"|iStock\w*|Imago|IMAGO|DPA|dpa|Anadolu(?: Agency)?|NurPhoto|Sipa(?: USA)?|SIPA|Polaris|Redux|Magnum|Backgrid"
    r"|Kyodo(?: News)?|TASS|Sputnik|PTI|ANI|CP|The Canadian Press|USA TODAY(?: Sports| Network)?|MediaNews Group|TNS"
    r"|MediaPunch|Unsplash|Flickr|Wikimedia(?: Commons)?|Handout|handout|(?:[A-Z][\w’'-]+ ){1,2}(?:Images|Photos?|Pictures"
    r"|Archives?|Wire|Press|News|Agency|Post|Times))"
)
PLATFORM = (
    r"(?:Instagram|Twitter|Facebook|TikTok|YouTube|Snapchat|Threads|Reddit|LinkedIn|Weibo|Telegram|Bluesky|Truth Social"
    r"|Tumblr)"
)
#: Whose post is shown, and where ("Jo Park Instagram", "@jopark/X"); X alone is too often a name's end.
LABELS = (
    re.compile(rf"(.{{2,60}}?)(?:\s*[/|:,·-]\s*|\s+(?:via|on)\s+|\s+){PLATFORM}(?: (?:Stories|Story|Post|Live|Reels?))?"),
    re.compile(r"(.{2,60}?)(?:\s*[/|]\s*|\s+(?:via|on)\s+)X"),
    re.compile(rf"(?:{PLATFORM}|X)\s*[/|:·-]\s*(.{{2,60}})"),
)
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"

_SECTIONS = (
    "about|advertise|arts|books|breaking news|business|careers|climate|close|comment|comments|contact|contact us|cookies"
    "|cricket|crime|culture|donate|e-paper|economy|editorial|education|email|entertainment|environment|facebook|fashion"
    "|features|film|finance|food|football|gallery|games|health|help|home|homepage|in pictures|investigations|jobs|latest"
    "|law|letters|life|lifestyle|linkedin|listen|live|live updates|local|local news|log in|login|magazine|markets|media"
    "|menu|metro|money|more|more news|most popular|most read|movies|music|nation|national|news|newsletter|newsletters"
    "|obituaries|opinion|photos|pinterest|podcasts|politics|print|privacy policy|read|real estate|reddit|register|save"
    "|science|search|sections|share|shop|shopping|show more|sign in|sign up|skip to content|skip to main content|society"
    "|sport|sports|style|subscribe|support us|tags|tech|technology|terms of use|top news|top stories|topics|travel"
    "|trending|tv|tweet|twitter|u.s.|uk|us|us news|video|videos|view comments|watch|weather|whatsapp|world|world news"
    "|uk news"
)
SECTIONS = frozenset(_SECTIONS.split("|"))

TEASERS = re.compile(
    r"(?:the )?(?:latest|top|more|other|related|recommended|popular|trending|featured|recent|suggested|similar|sponsored"
    r"|promoted|editors?['’]?s? (?:picks?|choice))(?: (?:top|news|local|popular))?(?: (?:stories|news|articles|posts"
    r"|reads?|reading|content|coverage|headlines|links|topics|videos|for you|now))?|more (?:from|on|in|about|like) .{2,50}"
    r"|also (?:on|in|from) .{2,40}|most (?:read|popular|viewed|shared|watched|commented)(?: .{2,30})?|(?:popular|trending"
    r"|happening) (?:now|today|this week|on .{2,30}|in .{2,30})|read (?:more|next|also|on)|up next|see also|see more"
    r"|you (?:may|might) (?:also )?(?:like|be interested in|have missed)|what to read next|recommended (?:for you"
    r"|by .{2,30})|in other news|don['’]t miss(?: .{2,30})?|further reading|elsewhere on .{2,30}|around the web"
    r"|from (?:around|our partners|across) ?.{0,30}|stories you (?:may|might) .{2,30}|keep reading|explore more.{0,30}"
    r"|next in .{2,30}|latest (?:from|in|on) .{2,30}|paid content|partner content|previously|online|(?:related"
    r"|more) .{2,20} (?:stories|news|coverage|articles)",
    _I,
)

AD = re.compile(
    r"\W*(?:(?:skip )?advertisement|advertising|ads?|sponsored(?: content| by .{2,30})?|paid post"
    r"|(?:advertisement\W+)?(?:story|article|content|post) continues(?: below| after)?(?: (?:this )?(?:ad|advertisement"
    r"|video|gallery|advert))?|scroll (?:down )?(?:for more|to continue)(?: .{2,20})?|advertisement\W+(?:scroll|continue"
    r"|skip|hide|remove).{0,40})\W*",
    _I,
)

SHARE = re.compile(
    r"(?:sign up (?:for|to|here|now|today)|subscribe (?:to|now|here|today|for)|subscribe$|(?:please )?follow (?:us|me|him"
    r"|her|them|the author|@)|like us on|like the page|join (?:us|our|the conversation)|click here|tap here"
    r"|click (?:through|to)|download (?:the|our) .{0,30}app|enter your email|share (?:this|on|via|your)|tweet this"
    r"|email this|print this|get (?:our|the|your) .{0,40}(?:newsletter|inbox|app|alerts)|support our (?:journalism|work"
    r"|reporting|newsroom)|view comments|\d+ comments?$|leave a comment|loading\W*$|please enable|this video is (?:not|un)"
    r"|your browser|we use cookies|by signing up|by (?:submitting|clicking)|all rights reserved|copyright \W?\s?\d{4}|©"
    r"|\(c\) \d{4}|(?:terms of (?:use|service)|privacy policy)(?: ?[|&·,/].*)?$|this (?:article|story|post|piece"
    r"|material) (?:was )?(?:originally |first )?(?:appeared|published|may not be)|have a (?:news )?tip"
    r"|do you have a (?:story|tip)|contact (?:us|the (?:author|reporter|writer|newsroom))|watch (?:the|our"
    r"|this)? ?.{0,60}(?:below|above|here)\W*$|see (?:the )?.{0,60} below\W*$|see live .{0,60}|\(?(?:subscribe"
    r"|listen) (?:to|on) .{2,60}(?:podcast|itunes|soundcloud|spotify)|(?:the )?views expressed (?:in|here|are)"
    r"|reporting for this|\(?(?:additional )?(?:reporting|writing|editing|compiled|graphics?) by )",
    _I,
)
SHARE_BAR = re.compile(r"(?:\b(?:add|email|post|publish|save|send|share|submit|tweet) (?:this )?(?:on|to|via) .*){3}", _I)
SHARE_WITHIN = re.compile(
    r"contributed to this (?:report|story|article|piece)|like the page:?$|newsletter (?:here|below)|(?:he|she"
    r"|they) can be (?:reached|followed) (?:at|on)|(?:^|[.!?] )(?:you can )?follow (?:him|her|them|us|me"
    r"|[\w .’'-]{2,40}) (?:on|at) (?:@|https?:|twitter|facebook|instagram|x\b)|^(?:e-?mail|contact|reach|send|write"
    r"|feedback|questions|got)\b.*@[\w.-]+\W*$",
    _I,
)
INLINE_LINK = re.compile(
    r"(?:related(?: (?:story|stories|article|articles|news|content|video))?|read(?: more| also| next)?|also read|see also"
    r"|see more|see|more|watch(?: more| also| now| live)?|listen|don['’]t miss|must read|recommended|opinion|photos|video"
    r"|gallery|in pictures|explainer|live)\s?(?:[:|»>]|\s[-–—])\s?\S.*",
    _I,
)
READ_ON = re.compile(r"(?:read|see) (?:more|also|next|the (?:full|whole|rest)|full)\b.{0,120}", _I)

TIMESTAMP = re.compile(
    rf"(?:(?:first |last |originally )?(?:published|updated|posted|modified|created|date)\b\W*(?:on |at )?)?\W*(?:(?:mon"
    rf"|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd"
    rf"|th)? {MONTH},? \d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"
    r"(?:[,|·•T@ –-]*(?:at )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?\s?\(?(?:[A-Z]{1,5}"
    r"|[+-]\d\d:?\d\d)?\)?)?\W*(?:\d+ min(?:ute)?s? read)?",
    _I,
)
STAMP_WORDS = re.compile(
    r"(?:published|updated|posted|last updated|last modified)\b.{0,60}\d.{0,30}|\W*\d+ min(?:ute)?s?(?: read)?\W*"
    r"|\d+ (?:minute|hour|day)s? ago",
    _I,
)

BYLINE = re.compile(r"(?:by|written by|reported by|story by|words by|posted by|report by)\s*:?\s+(.+)", _I)
ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|editor-in-chief|writer|columnist|staff|bureau chief|contributor|journalist"
    r"|newsroom|desk)\b",
    _I,
)

CREDIT_LINE = re.compile(
    r"[(\[]?\s*(?:file )?(?:photo|photos|photograph|photographs|photography|image|images|picture|pictures|pic|illustration"
    r"|graphic|video|credit|credits|photo credit|image credit|picture credit|image source|photo illustration|screenshot"
    r"|screengrab|courtesy)s?\s*(?::|by\b|courtesy\b|credit\b|via\b|/|\|).{2,110}|courtesy of .{2,60}",
    _I,
)
#: What a headline may open with as well as a credit ("Video: …").
SHOWN = frozenset(("video", "videos", "photos", "images", "pictures", "graphic", "illustration"))
#: "(Name/Agency)", "(AP Photo/Name, File)", "(Photo by Name)" at the end of a caption.
CREDIT_IN_BRACKETS = re.compile(
    rf"(?<!\s)\s*[(\[](?=[^()\[\]]{{2,110}}[)\]]\s*$)(?:[^()\[\]]*(?:/|\bvia |\| ?)\s?{AGENCY}\b[^()\[\]]*|{AGENCY}(?:\s?/"
    rf"|,| via | file)[^()\[\]]*|{AGENCY}"
    r"|(?:Photos?|Pictures?|Images?|Credits?|Courtesy|Screengrab|Screenshot|Illustration)(?:\s?:|\s?/| by\b| courtesy"
    r"| of\b| credit| from\b| via\b)[^()\[\]]*)[)\]]\s*$"
)
#: The same without brackets, after the caption's last sentence.
CREDIT_AFTER_STOP = re.compile(
    r"(?<=[.!?”\"’)])\s+(?:(?:File )?(?:Photos?|Photographs?|Pictures?|Images?|Credits?|Photo [Cc]redit|Image [Cc]redit"
    r"|Illustration|Video)\s?(?::|\bby\b|\bcourtesy\b|/)"
    rf"[^.!?]{{2,100}}|{AGENCY}\s?/\s?[A-Z][^.!?]{{2,60}}|(?:[A-Z][\w.'’-]+ ){{1,3}}?[A-Z][\w.'’-]+\s?(?:/|\| "
    rf"| via )\s?{AGENCY}\b[^.!?]{{0,60}}|© ?[^.!?]{{2,60}})\s*$"
)
#: A credit that says it is a picture's, not only whose report it is: "(AP)" may close any paragraph.
PICTURE = re.compile(r"photo|pictur|image|getty|archive|shutterstock|alamy|illustration|/|©|\bvia\b|file|courtesy|screen", _I)

AD_AFTER_STOP = re.compile(r"(?<=[.!?”\"’)])\s+(?:Advertisement|ADVERTISEMENT)(?=\s*$|\s+[A-Z“\"‘])")
AD_BEFORE = re.compile(r"\A\s*ADVERTISEMENT\s+(?=[A-Z“\"‘][a-z])")

PLACE = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|of|de|la|el|the)){0,4}"
CAPITALS = r"[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]+){0,3}"
DASH = r"\s*(?:--+|[-–—―])\s*"
ON = rf"(?:,?\s+{MONTH}\s+\d{{1,2}}(?:,\s+\d{{4}})?)"
SENTENCE = r"(?=[“\"‘'«$£€\d]|[^\W\d_a-z])"
BEFORE = rf"\s*(?:(?:{PLACE}(?:, {PLACE})?{ON}?|{MONTH}\s+\d{{1,2}}(?:,\s+\d{{4}})?)\s*)?"
#: "PARIS (Reuters) - ", "Nov. 28 (UPI) -- ", "(CNN) — ".
DATELINE = re.compile(rf"{BEFORE}\((?:{AGENCY}|CNN|NPR|BBC)\){DASH}{SENTENCE}")
#: The same with an agency that is not on the list: only at the top of an article.
DATELINE_ANY = re.compile(rf"{BEFORE}\((?:[A-Z]{{2,6}}|[A-Z][\w.]+(?: [A-Z][\w.]+){{0,3}})\){DASH}{SENTENCE}")
#: Without an agency only capitals name the place, and a new sentence must begin: "NATO — the alliance — said" is prose.
DATELINE_CAPITALS = re.compile(
    rf"\s*{CAPITALS}(?:, (?:[A-Z][\w.]*)(?: [A-Z][\w.]*){{0,2}})?{ON}?\s+(?:--+|[-–—―])\s+{SENTENCE}"
)

_SMALL = "a an and at by de del der di du e en et for from in la le of on or the to van via von with y file photo courtesy"
SMALL = frozenset(_SMALL.split())
MARKUP = re.compile(r"(?:<[^<>]*>|[^\w<])*(?:<[^<>]*)?|[.#@]?[\w-]+(?:[ ,.>#:][\w-]+)*\s*\{|[a-z-]+\s*:\s*[^;:]{1,80};")
URL = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+(?:\s+(?:https?://|www\.|pic\.twitter\.com/)\S+)*")
HANDLES = re.compile(r"(?:[@#]\w+[\s,]*)+")
SPLIT = re.compile(r"\s*[|>»/•·›]\s*|\s{2,}|\s-\s")

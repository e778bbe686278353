# Runs Autobahn's fuzzing client: fuzz.py URL FOLDER
import sys
from autobahntestsuite import wstest

wstest.start({'mode': 'fuzzingclient'}, {
    'outdir': sys.argv[2],
    'failByDrop': False,
    'servers': [{'agent': 'outrigger', 'url': sys.argv[1], 'options': {'version': 18}}],
    'cases': ['*'],
    'exclude-cases': [],
    'exclude-agent-cases': {},
})

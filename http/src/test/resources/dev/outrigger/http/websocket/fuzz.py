# Runs Autobahn's fuzzing client: fuzz.py URL FOLDER
import sys
import autobahn.websocket
from autobahn.websocket import Utf8Validator
from autobahntestsuite import wstest
from dev.outrigger.http.websocket import ManyBytes

# Byte by byte in Jython, a message of 16 MiB takes longer than Autobahn waits for its echo.


class QuickMasker:
    def __init__(self, mask):
        self.mask = mask
        self.ptr = 0

    def pointer(self):
        return self.ptr

    def reset(self):
        self.ptr = 0

    def process(self, data):
        masked = ManyBytes.mask(data, self.mask, self.ptr).encode('latin-1')
        self.ptr += len(data)
        return masked


class QuickValidator(Utf8Validator):
    def validate(self, data):
        if self.state == Utf8Validator.UTF8_ACCEPT and ManyBytes.areAscii(data):
            self.i += len(data)
            return True, True, len(data), self.i
        return Utf8Validator.validate(self, data)


autobahn.websocket.createXorMasker = lambda mask, length=None: QuickMasker(mask)
autobahn.websocket.Utf8Validator = QuickValidator

wstest.start({'mode': 'fuzzingclient'}, {
    'outdir': sys.argv[2],
    'failByDrop': False,
    'servers': [{'agent': 'outrigger', 'url': sys.argv[1], 'options': {'version': 18}}],
    'cases': ['*'],
    'exclude-cases': [],
    'exclude-agent-cases': {},
})

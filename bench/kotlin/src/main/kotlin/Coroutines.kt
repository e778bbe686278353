// Kotlin's coroutines as a peer of the runtime benchmark: all on the one thread of runBlocking. It speaks as PeerMain does.

import java.lang.management.ManagementFactory
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import kotlin.coroutines.Continuation
import kotlin.coroutines.resume
import kotlinx.coroutines.*

const val BATCH = 1000

suspend fun spawn(count: Int) = coroutineScope { repeat(count) { launch {}.join() } }

suspend fun spawnMany(count: Int) = repeat(count / BATCH) { coroutineScope { repeat(BATCH) { launch {} } } }

class PingPong {
  private var turn = 0
  private val waiting = arrayOfNulls<Continuation<Unit>>(2)

  suspend fun play(me: Int, switches: Int) = repeat(switches / 2) {
    if (turn != me) suspendCancellableCoroutine { waiting[me] = it }
    turn = 1 - me
    val other = waiting[turn]
    waiting[turn] = null
    other?.resume(Unit)
  }
}

suspend fun park(count: Int) = coroutineScope {
  val game = PingPong()
  repeat(2) { me -> launch { game.play(me, count) } }
}

suspend fun yields(count: Int) = coroutineScope { repeat(2) { launch { repeat(count / 2) { yield() } } } }

suspend fun timeout(count: Int) {
  var number = 0
  repeat(count) { withTimeout(1000) { ++number } }
  check(number == count)
}

fun heap(): Long {
  Thread.sleep(200)
  System.gc()
  return Runtime.getRuntime().run { totalMemory() - freeMemory() }
}

fun sleep(count: Int): String {
  val one = Executors.newSingleThreadExecutor().asCoroutineDispatcher()
  val asleep = CountDownLatch(count)
  val before = heap()
  val until = System.nanoTime() + (1 + count / 40_000) * 1_000_000_000L
  val all = CoroutineScope(one).launch {
    repeat(count) {
      launch {
        asleep.countDown()
        delay(maxOf(0, until - System.nanoTime()) / 1_000_000)
      }
    }
  }
  asleep.await()
  val bytes = (heap() - before) / count
  check(System.nanoTime() < until) { "it took too long to start all" }
  runBlocking { all.join() }
  return "$bytes ${System.nanoTime() - until}"
}

fun timed(body: suspend () -> Unit): Long = runBlocking {
  val start = System.nanoTime()
  body()
  System.nanoTime() - start
}

fun cpu() =
  (ManagementFactory.getOperatingSystemMXBean() as com.sun.management.OperatingSystemMXBean).processCpuTime

fun main() {
  println("ready Kotlin coroutines")
  for (line in generateSequence(::readLine)) {
    val (what, words) = line.split(" ")
    val count = words.toInt()
    println(
      when (what) {
        "CPU" -> cpu()
        "SPAWN" -> timed { spawn(count) }
        "SPAWN_MANY" -> timed { spawnMany(count) }
        "PARK" -> timed { park(count) }
        "YIELD" -> timed { yields(count) }
        "TIMEOUT" -> timed { timeout(count) }
        "SLEEP" -> sleep(count)
        else -> "-"
      })
  }
  System.exit(0)
}

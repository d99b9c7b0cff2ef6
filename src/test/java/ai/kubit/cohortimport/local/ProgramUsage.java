package ai.kubit.cohortimport.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How much memory and processor time a process has used.
 *
 * @param peakMemoryBytes the highest resident memory; 0 if the system has no {@code /proc}
 */
public record ProgramUsage(long peakMemoryBytes, Duration cpu) {
  static final ProgramUsage NONE = new ProgramUsage(0, Duration.ZERO);

  static ProgramUsage of(ProcessHandle process) {
    return new ProgramUsage(
        peakMemory(process.pid()), process.info().totalCpuDuration().orElse(Duration.ZERO));
  }

  private static long peakMemory(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException noSystemOrJustEnded) {
      return 0;
    }
  }

  ProgramUsage max(ProgramUsage other) {
    return new ProgramUsage(
        Math.max(peakMemoryBytes, other.peakMemoryBytes),
        cpu.compareTo(other.cpu) > 0 ? cpu : other.cpu);
  }
}

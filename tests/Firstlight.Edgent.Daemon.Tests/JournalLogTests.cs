using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Daemon.Tests;

/// <summary>One event is one line of the journal, with its priority.</summary>
public sealed class JournalLogTests
{
    [Theory]
    [InlineData(LogLevel.Information, "<6>")]
    [InlineData(LogLevel.Warning, "<4>")]
    [InlineData(LogLevel.Error, "<3>")]
    public void A_fault_with_many_lines_is_one_line_with_its_priority(LogLevel level, string priority)
    {
        using var output = new StringWriter();
        var log = new JournalLog(output, withPriority: true);

        log.Log(level, new EventId(42), "It broke", new IOException("one\ntwo"), (state, _) => state);

        var line = output.ToString().TrimEnd('\n');
        line.ShouldStartWith($"{priority}It broke: System.IO.IOException: one | two");
        line.ShouldEndWith("[42]");
        line.ShouldNotContain('\n');
    }

    [Fact]
    public void What_is_only_for_developers_is_not_written()
    {
        using var output = new StringWriter();

        new JournalLog(output, withPriority: false).Log(LogLevel.Debug, default, "detail", null, (state, _) => state);

        output.ToString().ShouldBeEmpty();
    }
}

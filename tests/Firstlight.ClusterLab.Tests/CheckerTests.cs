namespace Firstlight.ClusterLab.Tests;

/// <summary>The checker is fed histories with one thing wrong in each, and has to say that thing and nothing else.</summary>
public sealed class CheckerTests
{
    private readonly Story _story = new();

    [Fact]
    public void Nothing_is_said_against_a_run_in_which_all_is_well() => _story.Wrong.ShouldBeEmpty();

    [Fact]
    public void An_acknowledged_value_that_is_not_stored_is_lost()
    {
        _story.Stored.Remove("1.1");
        _story.Wrong.ShouldBe(["nothing acknowledged is lost"]);
    }

    [Fact]
    public void A_value_that_nobody_acknowledged_may_be_stored_or_not()
    {
        _story.Device.AddRange(["21 send 1 1.3", "21 closed 1", "21 open 2", "21 login 2", "21 send 2 1.4"]);
        _story.Stored.Add("1.4");
        _story.Wrong.ShouldBeEmpty();
    }

    [Fact]
    public void A_value_that_is_stored_twice_is_doubled()
    {
        _story.Stored.Add("1.2");
        _story.Wrong.ShouldBe(["nothing is stored twice"]);
    }

    [Fact]
    public void A_value_of_another_device_is_invented()
    {
        _story.Stored.Add("2.1");
        _story.Wrong.ShouldBe(["nothing is stored that its device did not say"]);
    }

    [Fact]
    public void A_device_that_was_never_acknowledged_anything_proves_nothing()
    {
        _story.Device.RemoveAll(line => line.Contains(" ack ", StringComparison.Ordinal));
        _story.Wrong.ShouldContain("every device was acknowledged something");
    }

    [Fact]
    public void An_older_connection_that_is_acknowledged_what_it_says_later_is_a_second_owner()
    {
        _story.Device.AddRange(["21 open 2", "21 login 2", "21 send 1 1.3", "21 ack 1 1.3"]);
        _story.Stored.Add("1.3");
        _story.Watcher.Insert(5, "21 seen 1 1.3");
        _story.Wrong.ShouldBe(["a device has one owner at any time"]);
    }

    [Fact]
    public void What_an_older_connection_said_before_may_be_acknowledged_later()
    {
        _story.Device.AddRange(["21 send 1 1.3", "21 open 2", "21 login 2", "21 ack 1 1.3"]);
        _story.Stored.Add("1.3");
        _story.Watcher.Insert(5, "21 seen 1 1.3");
        _story.Wrong.ShouldBeEmpty();
    }

    [Fact]
    public void An_older_connection_that_hears_a_newer_command_is_a_second_owner()
    {
        _story.Device.AddRange(["21 open 2", "21 login 2", "23 got 1 c1.3"]);
        _story.Caller.AddRange(["23 ask 1 c1.3", "23 answer c1.3 200 delivered"]);
        _story.StoredCommands.Add("c1.3");
        _story.Wrong.ShouldBe(["a device has one owner at any time"]);
    }

    [Fact]
    public void A_command_that_comes_twice_is_doubled()
    {
        _story.Device.Add("21 got 1 c1.1");
        _story.Wrong.ShouldBe(["a command arrives at most once, and where it was sent"]);
    }

    [Fact]
    public void A_command_that_comes_to_another_device_is_misled()
    {
        _story.Device.Remove("3 got 1 c1.1");
        _story.Other.Insert(5, "3 got 1 c1.1");
        _story.Wrong.ShouldContain("a command arrives at most once, and where it was sent");
    }

    [Fact]
    public void A_command_without_an_answer_is_told()
    {
        _story.Caller.Add("21 ask 1 c1.3");
        _story.Wrong.ShouldBe(["every command is answered or known to be unknown"]);
    }

    [Fact]
    public void A_command_of_which_its_caller_knows_that_it_does_not_know_is_honest()
    {
        _story.Caller.AddRange(["21 ask 1 c1.3", "22 unknown c1.3 HttpRequestException"]);
        _story.Wrong.ShouldBeEmpty();
    }

    [Fact]
    public void A_command_that_was_taken_and_is_not_stored_is_lost()
    {
        _story.StoredCommands.Remove("c1.2");
        _story.Wrong.ShouldBe(["a command that was answered as stored is stored"]);
    }

    [Theory]
    [InlineData(true, "a command that was refused is not stored")]
    [InlineData(false, null)]
    public void A_command_that_was_refused_and_is_stored_is_told(bool stored, string? wrong)
    {
        _story.Caller.AddRange(["21 ask 1 c1.3", "21 answer c1.3 503 not-delivered"]);
        if (stored)
            _story.StoredCommands.Add("c1.3");
        _story.Wrong.ShouldBe(wrong is null ? [] : [wrong]);
    }

    [Fact]
    public void A_command_that_was_said_to_be_delivered_and_did_not_come_is_told_unless_the_connection_changed()
    {
        _story.Device.Remove("3 got 1 c1.1");
        _story.Device.RemoveRange(0, 3);
        _story.Device.InsertRange(0, ["-9 open 1", "-9 login 1", "-9 ready 1"]);
        _story.Wrong.ShouldBe(["a command that was answered as delivered has arrived where the connection stayed"]);
        _story.Device.AddRange(["5 closed 1"]);
        _story.Wrong.ShouldBeEmpty();
    }

    [Fact]
    public void A_watcher_that_sees_a_value_twice_is_told()
    {
        _story.Watcher.Insert(4, "20 seen 1 1.1");
        _story.Wrong.ShouldBe(["no watcher sees a value twice"]);
    }

    [Theory]
    [InlineData(null, "who watches misses nothing while the stream is open")]
    [InlineData("4 gap", null)]
    [InlineData("4 closed", null)]
    public void A_watcher_that_misses_a_value_is_told_unless_it_knows(string? known, string? wrong)
    {
        _story.Watcher.Remove("2 seen 1 1.1");
        if (known is not null)
            _story.Watcher.InsertRange(2, known == "4 closed" ? [known, "5 open"] : [known]);
        _story.Wrong.ShouldBe(wrong is null ? [] : [wrong]);
    }

    [Fact]
    public void What_is_missing_at_the_end_was_on_its_way_and_not_longer()
    {
        _story.Watcher.Remove("20 seen 1 1.2");
        _story.Watcher[^1] = "30 closed";
        _story.Wrong.ShouldBe(["who watches misses nothing while the stream is open"]);
    }

    [Fact]
    public void A_value_that_is_acknowledged_while_there_is_nowhere_to_store_it_is_a_lie()
    {
        _story.Device.InsertRange(6, ["12 send 1 1.5", "12 ack 1 1.5"]);
        _story.Stored.Add("1.5");
        _story.Watcher.Insert(3, "12 seen 1 1.5");
        _story.Wrong.ShouldBe(["kill-node: nothing is acknowledged while it lasts"]);
    }

    [Theory]
    [InlineData("20 send 1 1.2", "20 ack 1 1.2")]
    public void A_device_that_is_not_served_again_is_told(string said, string acknowledged)
    {
        _story.Device.Remove(said);
        _story.Device.Remove(acknowledged);
        _story.Wrong.ShouldBe([
            "nothing is stored that its device did not say",
            "kill-node: everybody is served again within 5 s",
        ]);
    }

    [Fact]
    public void A_recovery_that_takes_longer_than_its_limit_is_told()
    {
        _story.Faults[0] = "10 begin kill-node 4 silent";
        _story.Wrong.ShouldBe(["kill-node: everybody is served again within 4 s"]);
    }

    [Fact]
    public void A_fault_that_never_healed_is_told()
    {
        _story.Faults.RemoveAt(1);
        _story.Wrong.ShouldContain("kill-node: everybody is served again within 5 s");
    }
}

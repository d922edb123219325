using Firstlight.Core;
using static Firstlight.Activation.ProvisioningEvent;
using static Firstlight.Activation.ProvisioningState;
using static Firstlight.Activation.Tests.SampleSessions;
using Steps = Firstlight.Activation.ProvisioningSteps;

namespace Firstlight.Activation.Tests;

/// <summary>Every state met by every event.</summary>
public sealed class ProvisioningMachineTests
{
    // What a pending session, expecting the kettle, becomes, and the steps it gets.
    public static TheoryData<string, ProvisioningState, string> WhilePending =>
        new()
        {
            { "app found the device", Pending, "device_found" },
            { "app sent credentials", Pending, "credentials_sent" },
            { "app reported no error", Pending, "device_reported_error" },
            { "app reported an error", Failed, "device_reported_error failed" },
            { "app reported a mistyped code", Pending, "device_reported_error" },
            { "code shown", Pending, "code_traded" },
            { "device seen", Pending, "device_seen" },
            { "template missing", Pending, "" },
            { "template known", Succeeded, "device_seen template_bound activated" },
            { "template mismatched", Failed, "failed" },
            { "template unknown", Failed, "failed" },
            { "device gone", Failed, "failed" },
            { "cancelled", ProvisioningState.Cancelled, "cancelled" },
            { "superseded", ProvisioningState.Cancelled, "cancelled" },
            { "time checked", Pending, "" },
            { "late arrival", Pending, "" },
        };

    public static TheoryData<ProvisioningState, string> EveryEnd
    {
        get
        {
            var all = new TheoryData<ProvisioningState, string>();
            foreach (var state in Enum.GetValues<ProvisioningState>().Where(state => state != Pending))
            {
                foreach (var name in Events.Keys)
                    all.Add(state, name);
            }

            return all;
        }
    }

    public static TheoryData<string> EveryEvent => [.. Events.Keys];

    [Fact]
    public void A_session_begins_pending_with_its_token_issued()
    {
        var session = Begin();

        session.State.ShouldBe(Pending);
        session.Steps.ShouldBe([new ProvisioningStep(Steps.TokenIssued, Start)]);
        session.ExpiresAt.ShouldBe(Start + Lifetime);
    }

    [Fact]
    public void The_table_covers_every_event() =>
        WhilePending.Select(row => row.Data.Item1).ShouldBe(Events.Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(WhilePending))]
    public void A_pending_session_takes_every_event(string name, ProvisioningState expected, string steps)
    {
        var before = Begin();

        var transition = ProvisioningMachine.Apply(before, Events[name], Start.AddMinutes(1));

        transition.Session.State.ShouldBe(expected);
        Added(before, transition).ShouldBe(steps);
        transition.Refusal.ShouldBeNull();
        transition.Changes.ShouldBe(steps.Length > 0);
        if (!transition.Changes)
            transition.Session.ShouldBeSameAs(before);
        SessionRules.Broken(transition).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(EveryEvent))]
    public void When_its_time_ran_out_every_event_finds_it_expired(string name)
    {
        var before = Begin();

        var transition = ProvisioningMachine.Apply(before, Events[name], before.ExpiresAt);

        transition.Session.State.ShouldBe(Expired);
        Added(before, transition).ShouldBe(Steps.Expired);
        transition.Refusal.ShouldNotBeNull().Kind.ShouldBe(RefusalKind.Conflict);
        SessionRules.Broken(transition).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(EveryEnd))]
    public void An_ended_session_stays_as_it_ended(ProvisioningState state, string name)
    {
        var before = EndedAs(state);

        var transition = ProvisioningMachine.Apply(before, Events[name], Start.AddYears(1));

        transition.Session.State.ShouldBe(state);
        transition.Session.Failure.ShouldBe(before.Failure);
        transition.Session.EndedAt.ShouldBe(before.EndedAt);
        if (Events[name] is LateArrival)
        {
            Added(before, transition).ShouldBe(Steps.LateArrival);
            transition.Refusal.ShouldBeNull();
        }
        else
        {
            transition.Session.ShouldBeSameAs(before);
            transition.Effects.ShouldBeEmpty();
            transition.Refusal.ShouldNotBeNull().Code.ShouldBe("session_ended");
        }
    }

    [Fact]
    public void A_refusal_says_how_the_session_ended()
    {
        var words = new[] { Succeeded, Failed, ProvisioningState.Cancelled, Expired }.Select(state =>
            ProvisioningMachine.Apply(EndedAs(state), new Cancelled(), Start).Refusal!.Message
        );

        words.Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void A_device_that_keeps_logging_in_without_a_template_is_one_line()
    {
        var session = Begin();
        for (var minute = 1; minute <= 10; minute++)
            session = ProvisioningMachine.Apply(session, new DeviceSeen(), Start.AddMinutes(minute)).Session;

        session.Steps.Count(step => step.Name == Steps.DeviceSeen).ShouldBe(1);
    }

    [Fact]
    public void A_device_that_was_seen_already_is_not_seen_twice_when_it_is_activated()
    {
        var seen = ProvisioningMachine.Apply(Begin(), new DeviceSeen(), Start).Session;

        var transition = ProvisioningMachine.Apply(seen, Events["template known"], Start);

        Added(seen, transition).ShouldBe("template_bound activated");
    }

    [Fact]
    public void Without_an_expected_template_any_known_one_is_bound()
    {
        var open = Begin() with { ExpectedTemplate = null };

        ProvisioningMachine.Apply(open, Events["template mismatched"], Start).Session.State.ShouldBe(Succeeded);
    }

    [Fact]
    public void An_expired_session_says_whether_the_device_ever_came()
    {
        var unseen = Begin();
        var seen = ProvisioningMachine.Apply(unseen, new DeviceSeen(), Start).Session;

        Failure(unseen).ShouldBe(ProvisioningFailures.Expired);
        Failure(seen).ShouldBe(ProvisioningFailures.ExpiredAfterContact);

        ProvisioningFailure? Failure(ProvisioningSession session) =>
            ProvisioningMachine.Apply(session, new TimeChecked(), session.ExpiresAt).Session.Failure;
    }

    [Fact]
    public void A_clock_set_back_does_not_disorder_the_timeline()
    {
        var later = ProvisioningMachine.Apply(Begin(), new DeviceSeen(), Start.AddHours(2)).Session;

        var ended = ProvisioningMachine.Apply(later, new Cancelled(), Start.AddHours(1)).Session;

        ended.Steps[^1].At.ShouldBe(Start.AddHours(2));
        ended.EndedAt.ShouldBe(Start.AddHours(2));
    }

    [Fact]
    public void Reports_stop_being_noted_when_the_timeline_is_full_but_the_end_never_does()
    {
        var session = Begin();
        for (var report = 0; report < 200; report++)
            session = ProvisioningMachine.Apply(session, Events["app found the device"], Start).Session;
        session.Steps.Count.ShouldBe(ProvisioningSession.StepsMax - ProvisioningMachine.StepsReserved);

        session = ProvisioningMachine.Apply(session, Events["template known"], Start).Session;
        session.State.ShouldBe(Succeeded);
        for (var arrival = 0; arrival < 10; arrival++)
            session = ProvisioningMachine.Apply(session, new LateArrival(), Start).Session;

        session.Steps.Count.ShouldBe(ProvisioningSession.StepsMax);
        session.Steps.Count(step => step.Name == Steps.LateArrival).ShouldBe(ProvisioningMachine.LateArrivalsMax);
    }

    private static string Added(ProvisioningSession before, Transition transition) =>
        string.Join(' ', transition.Session.Steps.Skip(before.Steps.Count).Select(step => step.Name));

    private static ProvisioningSession EndedAs(ProvisioningState state)
    {
        var session = Begin();
        var ended = state switch
        {
            Succeeded => ProvisioningMachine.Apply(session, Events["template known"], Start),
            Failed => ProvisioningMachine.Apply(session, Events["template unknown"], Start),
            ProvisioningState.Cancelled => ProvisioningMachine.Apply(session, new Cancelled(), Start),
            _ => ProvisioningMachine.Apply(session, new TimeChecked(), session.ExpiresAt),
        };
        ended.Session.State.ShouldBe(state);
        return ended.Session;
    }
}

using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Webhooks;

namespace Firstlight.Storage.Tests;

/// <summary>Records that are filled to the last field.</summary>
internal static class Sample
{
    /// <summary>With a fraction of a millisecond, which storage must not lose.</summary>
    public static readonly DateTimeOffset Now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(
        1_234_567
    );

    private static long _tokens;

    public static TemplateId TemplateId(string id = "TMPLabcdefgh") =>
        Core.TemplateId.TryParse(id, out var parsed) ? parsed : throw new ArgumentException(id, nameof(id));

    public static Template Template(string id = "TMPLabcdefgh", string name = "Thermostat") =>
        new(
            TemplateId(id),
            OrganisationId.Root,
            name,
            "ESP32",
            ConnectionType.LoRaWan,
            "Blynk",
            TimeSpan.FromSeconds(61.5),
            [
                new Datastream(
                    1,
                    "Temperature",
                    new VirtualPin(0),
                    DatastreamType.Double,
                    -40.5,
                    125,
                    "°C",
                    "21.5",
                    true
                ),
                new Datastream(2, "Mode", new VirtualPin(255), DatastreamType.Enum, null, null, null, null, false),
            ],
            [new MetadataField(100, "Room", MetadataType.Text, "Kitchen", true, false)],
            Now
        )
        {
            WelcomeText = "Give it an hour to learn your home.",
            Events = [new TemplateEvent(1, "too_hot", "Too hot", EventSeverity.Critical, "Open a window.")],
        };

    public static Role Role(string name) =>
        new(
            default,
            name,
            Permissions.ViewOwnDevices | Permissions.SwitchOrganisations,
            OrganisationId.Root,
            AppliesBelow: false
        );

    public static Device Device(DeviceId id) =>
        new(
            id,
            OrganisationId.Root,
            new UserId(7),
            TemplateId(),
            $"Thermostat {id}",
            ActivationMethod.Manual,
            Now,
            Now.AddSeconds(1),
            null,
            null,
            false,
            null,
            new Dictionary<string, string>(StringComparer.Ordinal)
        );

    public static HardwareReport Hardware(string firmware = "1.2.3") =>
        new()
        {
            TemplateId = "TMPLabcdefgh",
            FirmwareVersion = firmware,
            FirmwareType = "TMPLabcdefgh",
            Build = "Mar  1 2026 12:00:00",
            LibraryVersion = "1.3.2",
            Board = "ESP32 Dev Board",
            Cpu = "ESP32",
            Connection = "WiFi",
            Heartbeat = TimeSpan.FromSeconds(45),
            ReceiveBytesMax = 1_024,
        };

    public static ProvisioningSession Session(ProvisioningSessionId id, DeviceId device) =>
        new(
            id,
            OrganisationId.Root,
            new UserId(7),
            device,
            TemplateId(),
            false,
            ProvisioningState.Pending,
            [new ProvisioningStep(ProvisioningSteps.TokenIssued, Now, "for ESP32")],
            null,
            Now,
            Now.AddDays(7),
            null
        );

    /// <summary>The session with one more step, in <paramref name="state"/>.</summary>
    public static ProvisioningSession Then(this ProvisioningSession session, ProvisioningState state, string step) =>
        session with
        {
            State = state,
            Steps = [.. session.Steps, new ProvisioningStep(step, Now.AddMinutes(session.Steps.Count))],
            EndedAt = state == ProvisioningState.Pending ? null : Now.AddMinutes(session.Steps.Count),
            Failure =
                state == ProvisioningState.Failed
                    ? new ProvisioningFailure(701, "wrong_wifi_password", "The password is wrong.", "Type it again.")
                    : null,
        };

    public static TokenRecord Token(DeviceId device, ProvisioningSessionId? session, TokenState state)
    {
        var hash = new TokenHash(Interlocked.Increment(ref _tokens).ToString("x64"));
        return new TokenRecord(hash, [0, 1, 2, 255], device, session, state);
    }

    public static Person Person(string email) =>
        new()
        {
            Organisation = OrganisationId.Root,
            Role = Accounts.Role.Staff,
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            Name = "Ada",
            PasswordHash = "hash",
            SecurityStamp = "stamp",
            AccessFailedCount = 3,
            LockoutEnd = Now.AddHours(1),
            CreatedAt = Now,
            LastSignInAt = Now.AddMinutes(1),
            SuspendedAt = Now.AddMinutes(2),
        };

    public static Webhook Webhook() =>
        new(
            default,
            OrganisationId.Root,
            "Warehouse",
            new Uri("https://hooks.example/firstlight?x=1"),
            new WebhookInterest(
                WebhookTriggers.Datastream | WebhookTriggers.Event,
                TemplateId(),
                new VirtualPin(255),
                ["too_hot", "\"odd\""],
                IncludesBelow: true
            ),
            new WebhookRequest(WebhookContent.Form, "id={device_id}", [new WebhookHeader("X-Key", [1, 2, 255])]),
            600,
            new UserId(7),
            Now,
            Enabled: true,
            [new SigningSecret([3, 4], Now, null), new SigningSecret([5], Now, Now.AddHours(1))],
            WebhookHealth.New
        );

    public static FleetBatch Batch(
        IReadOnlyList<ValueRecord>? values = null,
        IReadOnlyList<PropertyRecord>? properties = null,
        IReadOnlyList<PresenceRecord>? presence = null,
        IReadOnlyList<EventRecord>? events = null,
        IReadOnlyList<ResolveRecord>? resolved = null
    ) => new(values ?? [], properties ?? [], presence ?? [], events ?? [], resolved ?? []);
}

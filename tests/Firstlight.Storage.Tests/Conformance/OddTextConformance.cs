using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;

namespace Firstlight.Storage.Tests.Conformance;

/// <summary>Whatever text comes in comes out again, and none of it is ever a statement.</summary>
public abstract class OddTextConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    public static TheoryData<string> Texts { get; } =
        new(
            "'; DROP TABLE device; --",
            "\" OR 1=1 --",
            "@Name $1 ?1 :Name {0}",
            "<script>alert(1)</script>",
            "before\0after",
            "tab\tline\r\nend",
            "naïve 家 🔥 👩‍👩‍👧",
            "\u202Eright to left",
            @"100%_\",
            new string('x', 100_000)
        );

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task In_accounts(string text)
    {
        var person = Sample.Person("ada@example.org");
        (person.Name, person.Email, person.NormalizedEmail, person.PasswordHash) = (text, text, text, text);
        await Storage.Accounts.TryInsertAsync(person, None);
        (await Storage.Accounts.FindByEmailAsync(text, None)).ShouldHold(person);

        var entry = new AuditEntry(Sample.Now, null, OrganisationId.Root, text, text, text);
        await Storage.Accounts.AppendAuditAsync(entry, None);
        (await Storage.Accounts.ReadAuditAsync(OrganisationId.Root, new AuditQuery(), 1, None))[0]
            .Entry.ShouldBe(entry);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task In_templates_and_devices(string text)
    {
        var template = Sample.Template() with
        {
            Name = text,
            Hardware = text,
            HotspotPrefix = text,
            Datastreams =
            [
                new Datastream(1, text, new VirtualPin(1), DatastreamType.String, null, null, text, text, true),
            ],
            MetadataFields = [new MetadataField(100, text, MetadataType.Text, text, true, true)],
        };
        await Storage.Templates.TryInsertAsync(template, None);
        (await Storage.Templates.ReadAllAsync(None)).ShouldHaveSingleItem().ShouldHold(template);

        var device = await StoreDeviceAsync(device =>
            device with
            {
                Name = text,
                Hardware = new HardwareReport { Board = text, Build = text },
                Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [text] = text },
            }
        );
        (await Storage.Devices.FindAsync(device.Id, None)).ShouldHold(device);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task In_sessions(string text)
    {
        var (session, _) = await StoreSessionAsync(session =>
            session with
            {
                Steps = [new ProvisioningStep(text, Sample.Now, text)],
                Failure = new ProvisioningFailure(700, text, text, text),
            }
        );
        (await Storage.Activation.FindSessionAsync(session.Id, None)).ShouldHold(session);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task In_what_devices_send(string text)
    {
        await StoreTemplateAsync();
        var device = (await StoreDeviceAsync()).Id;
        var pin = new VirtualPin(1);
        await Storage.Fleet.AppendAsync(
            Sample.Batch(
                values: [new ValueRecord(device, pin, text, Sample.Now, IsLatest: true)],
                properties: [new PropertyRecord(device, pin, text, text)],
                events: [new EventRecord(device, text, text, Sample.Now)],
                resolved: [new ResolveRecord(device, text, All: true, Sample.Now)]
            ),
            None
        );
        (await Storage.Fleet.ReadTwinAsync(device, None)).ShouldBe([new TwinValue(pin, text, Sample.Now)]);
        var stored = (await Storage.Fleet.ReadEventsAsync(device, null, 10, None)).ShouldHaveSingleItem();
        stored.ShouldBe(new DeviceEvent(stored.Id, text, text, Sample.Now, Sample.Now));
    }
}

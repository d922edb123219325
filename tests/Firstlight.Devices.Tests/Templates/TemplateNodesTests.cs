using Firstlight.Core;

namespace Firstlight.Devices.Tests;

/// <summary>Several nodes at one store: what one of them changes the others know.</summary>
public sealed class TemplateNodesTests
{
    [Fact]
    public async Task A_template_of_another_node_is_never_called_unknown_also_when_nobody_told_of_it()
    {
        using var north = await CatalogUnderTest.LoadedAsync();
        using var south = north.Beside(new DeafBackbone());
        await south.LoadAsync(default);

        var made = await north.MakeAsync("Thermostat");

        (await south.FindAsync(CatalogUnderTest.Home, made.Id, default)).ShouldBe(made);
    }

    [Fact]
    public async Task What_is_changed_here_is_changed_as_it_is_stored_and_not_as_it_was_remembered()
    {
        using var north = await CatalogUnderTest.LoadedAsync();
        using var south = north.Beside(new DeafBackbone());
        var made = await north.MakeAsync("Thermostat");
        await south.LoadAsync(default);
        await north.Catalog.AddDatastreamAsync(CatalogUnderTest.Home, made.Id, Draft("Temperature", 0), default);

        await south.AddDatastreamAsync(CatalogUnderTest.Home, made.Id, Draft("Humidity", 1), default);

        north.Stored[made.Id].Datastreams.Select(datastream => datastream.Name).ShouldBe(["Temperature", "Humidity"]);
    }

    [Fact]
    public async Task A_change_is_announced_and_what_was_announced_is_read()
    {
        using var north = await CatalogUnderTest.LoadedAsync();
        var backbone = new DeafBackbone();
        using var south = north.Beside(backbone);
        await south.LoadAsync(default);
        south.Listen();

        var made = (await south.CreateAsync(CatalogUnderTest.Home, new TemplateDraft("Thermostat"), default)).Value;
        backbone.Announced.ShouldBe(["templates.changed"]);
        north.Stored[made.Id] = made with { Name = "Boiler" };
        backbone.Hear!(default);

        (await south.FindAsync(CatalogUnderTest.Home, made.Id, default)).ShouldNotBeNull().Name.ShouldBe("Boiler");
    }

    private static DatastreamDraft Draft(string name, byte pin) =>
        new(name, new VirtualPin(pin), DatastreamType.Double);

    /// <summary>Nobody hears it, and a test may speak to it.</summary>
    private sealed class DeafBackbone : IBackbone
    {
        public List<string> Announced { get; } = [];

        public Action<ReadOnlyMemory<byte>>? Hear { get; private set; }

        public NodeId Self => new(2);

        public bool IsConnected => false;

        public Task<BackboneAnswer> AskAsync(
            NodeId node,
            string subject,
            ReadOnlyMemory<byte> request,
            TimeSpan patience,
            CancellationToken cancellation
        ) => Task.FromResult(BackboneAnswer.NotTaken);

        public Task<bool> AnnounceAsync(string subject, ReadOnlyMemory<byte> message, CancellationToken cancellation)
        {
            Announced.Add(subject);
            return Task.FromResult(false);
        }

        public IDisposable Serve(string subject, RequestHandler handler) => throw new NotSupportedException();

        public IDisposable Listen(string subject, Action<ReadOnlyMemory<byte>> heard, Action missed)
        {
            Hear = heard;
            return new MemoryStream();
        }
    }
}

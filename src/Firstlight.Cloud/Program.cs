using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Api;
using Firstlight.Cloud;
using Firstlight.Cluster;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Gateway;
using Firstlight.Pages;
using Firstlight.Webhooks;

return await CloudCommand.RunAsync(
    args,
    (options, cancellation) => CloudHost.RunAsync(options, BuildCloud, cancellation)
);

static WebApplication BuildCloud(CloudOptions options)
{
    var builder = CloudHost.CreateBuilder(options);
    builder.Services.AddVocabulary();
    builder.Services.AddTelemetry(options);

    builder.Services.AddStorage(options);
    builder.AddSecrets(options);
    builder.Services.AddFolders(options);
    builder.Services.AddNode(options);
    builder.Services.AddAccounts();
    builder.Services.AddDevices();
    builder.Services.AddActivation();
    builder.Services.AddFleet();
    builder.Services.AddWebhooks();
    builder.Services.AddGateway(options.Configure);
    builder.Services.AddApi();
    builder.Services.AddWebPages();
    builder.Services.AddSettings(options);
    builder.Services.AddFirstRun();
    builder.Services.AddOrderlyStop();

    var app = builder.Build();
    app.ServeCarriedCalls();
    app.MapApi();
    app.MapDeviceHttpApi();
    app.MapPages(options.WebFolder);
    return app;
}
